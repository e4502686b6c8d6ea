#include <date/date.h>

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "bot/app/detector_reloader.h"
#include "bot/app/settings.h"
#include "bot/commands/commands.h"
#include "bot/commands/one_network.h"
#include "bot/installation.h"
#include "bot/listen/watchlist/watching.h"
#include "bot/networks/search/wanted.h"
#include "bot/watch/dialect.h"

namespace bot::commands {
namespace {

using namespace std::chrono;
using Json = nlohmann::ordered_json;

constexpr int most_pages = 200;
constexpr auto longest_wait = seconds(10);

/// Searches that are asked, never streams, however far the daemon would look back.
config::Config looking_once(config::Config config, int back) {
    auto& networks = config.networks;
    networks.archive.posts_a_minute = 0;
    networks.bluesky.jetstream.clear();
    networks.mastodon.streaming = networks.x.stream = false;
    for (auto* hours : {&networks.bluesky.back_fill, &networks.hackernews.back_fill, &networks.rss.back_fill,
                        &networks.reddit.back_fill, &networks.mastodon.back_fill, &networks.lemmy.back_fill,
                        &networks.x.back_fill})
        *hours = std::chrono::hours(back);
    return config;
}

/// What is asked for, and what of the answers was meant.
struct Asked {
    std::vector<networks::WatchQuery> searches;
    std::optional<watch::Query> meant;
};

Asked asked_for(storage::Read const& read, std::string const& network,
                std::vector<std::string> const& typed) {
    std::string words;
    for (auto const& part : typed) words += (words.empty() ? "" : " ") + part;
    Asked asked;
    if (words.empty()) {
        asked.searches.emplace_back();
        return asked;
    }
    asked.meant = listen::read_query(read, words);
    // A network without a search gives what it has, and the rest is left to the filter.
    auto const* const dialect = watch::dialect_of(network);
    if (dialect == nullptr) asked.searches.emplace_back();
    if (dialect != nullptr)
        for (auto const& native : watch::searches(*asked.meant, *dialect)) {
            asked.searches.emplace_back();
            asked.searches.back().text = native;
        }
    return asked;
}

Json or_null(std::optional<std::string> const& text) {
    return text ? Json(*text) : Json(nullptr);
}

/// Prints each post once, as `import` and `detect` can read it.
class Printer {
public:
    Printer(listen::Classifier classifier, int limit) : classifier_(std::move(classifier)), left_(limit) {}

    bool full() const { return left_ <= 0; }
    void print(networks::FoundPost const& post) {
        if (full() || post.only_heard || !printed_.insert(post.native_id).second) return;
        --left_;
        auto const verdict =
            classifier_.verdict({post.text, post.language.value_or(""), post.author_handle.value_or("")});
        Json line{{"id", post.native_id}, {"author", or_null(post.author_handle)}};
        line["created_at"] = post.written_at ? Json(date::format("%FT%TZ", *post.written_at)) : Json(nullptr);
        line["lang"] = or_null(post.language);
        line["url"] = or_null(post.url);
        line["text"] = post.text;
        line["summoned"] = post.summoned;
        line["label"] = detect::name_of(verdict.label);
        auto const written = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
        std::fwrite(written.data(), 1, written.size(), stdout);
    }

private:
    listen::Classifier const classifier_;
    int left_;
    std::set<std::string> printed_;
};

/// Page after page, as far as they are there, at the pace the network asks for.
void ask(networks::Listener& listener, networks::WatchQuery const& search,
         std::optional<watch::Query> const& meant, Printer& printer) {
    std::string cursor;
    for (int pages = 0; pages < most_pages && !printer.full(); ++pages) {
        auto const page = answer_of([&] { return listener.search(search, cursor); });
        for (auto const& skipped : page.skipped)
            std::fprintf(stderr, "%s: %s\n", skipped.where.c_str(), skipped.why.c_str());
        for (auto const& post : page.posts)
            if (!meant || networks::holds(*meant, post)) printer.print(post);
        if (!page.more) return;
        if (page.wait.value_or(milliseconds(0)) > longest_wait) {
            std::fprintf(stderr, "the network asks to wait before it gives more\n");
            return;
        }
        std::this_thread::sleep_for(page.wait.value_or(milliseconds(0)));
        cursor = page.cursor;
    }
}

}  // namespace

int run(NetworkSearch const& command, config::Sources const& sources) {
    Installation base(looking_once(config::load(sources).config, command.hours),
                      Installation::Use::alongside);
    auto const all =
        networks::connect(network_settings(base.config, base.folder.path), *base.clock, &base.store);
    auto const& network = enabled(all, command.network);
    auto const asked = asked_for(base.store, network.name, command.words);
    Printer printer(
        DetectorReloader(base.store, learn_settings(base.config, base.folder).versions).renewed().value(),
        command.limit);
    for (auto const& search : asked.searches) ask(*network.listener, search, asked.meant, printer);
    return 0;
}

}  // namespace bot::commands
