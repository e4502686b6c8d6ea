#include <date/date.h>
#include <fmt/format.h>

#include "bot/base/keys.h"
#include "tests/soak/networks.h"

namespace test::soak {
namespace {

constexpr int longest_feed = 1500;

/// One feed, the newest first.
class Rss : public Network {
public:
    Rss(std::uint64_t seed, Faults& faults, bot::Clock const& clock) : Network("rss", seed, faults, clock) {
        server_starts();
    }

    std::string settings() const override {
        return "[networks.rss]\nenabled = true\nfeeds = [\"" + feed() +
               "\"]\ninterval_minutes = 15\nback_fill_hours = 1\n";
    }

protected:
    void publish(Post& post) override {
        post.calls_us = false;
        // A feed's ids are its own: the program puts the feed's name in front.
        post.native_id = bot::sha256_hex(feed()).substr(0, 12) + ":" + guid(post);
    }

    HttpAnswer too_many(std::chrono::seconds away) override {
        auto said = html_answer("Too many requests", 429);
        said.headers.emplace_back("Retry-After", std::to_string(away.count()));
        return said;
    }

    HttpAnswer answer(Ask const& ask) override {
        auto const tag = fmt::format("\"v{}\"", posts_.size());
        auto const known = ask.headers.find("if-none-match");
        if (known != ask.headers.end() && known->second == tag) return {304, ""};
        std::string body = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Reviews</title>";
        int left = longest_feed;
        for (auto at = posts_.rbegin(); at != posts_.rend() && left-- > 0; ++at) {
            auto const& post = at->second;
            shows(post);
            body += fmt::format(
                "<item><title>A review</title><guid isPermaLink=\"false\">{}</guid><pubDate>{}</pubDate>"
                "<link>https://reviews.example/{}</link><description>{}</description></item>",
                guid(post),
                date::format("%a, %d %b %Y %H:%M:%S +0000",
                             std::chrono::floor<std::chrono::seconds>(post.written_at)),
                post.number, post.words);
        }
        HttpAnswer said{200, body + "</channel></rss>", {{"Content-Type", "application/rss+xml"}}};
        said.headers.emplace_back("ETag", tag);
        return said;
    }

private:
    std::string feed() const { return http_.address() + "/feed.xml"; }
    static std::string guid(Post const& post) { return fmt::format("review-{}", post.number); }
};

}  // namespace

std::unique_ptr<Network> rss(std::uint64_t seed, Faults& faults, bot::Clock const& clock) {
    return std::make_unique<Rss>(seed, faults, clock);
}

}  // namespace test::soak
