#include "bot/networks/x/stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/strings.h"
#include "bot/networks/client/json.h"
#include "bot/text/mend.h"
#include "bot/transport/event_stream.h"

namespace bot::networks {

XStreamLine read_x_line(std::string_view line, XAccount const* us) {
    XStreamLine read;
    auto const answer = json::parsed(line);
    if (answer.is_discarded() && !line.empty() && !trimmed(line).starts_with('{')) {
        read.foreign = true;
        read.bill.emplace();
    }
    if (!answer.is_object()) return read;
    read.bill = x_bill(answer);
    auto const& data = json::item(answer, "data");
    if (data.is_object()) read.post = read_x_post(data, answer, us);
    for (auto const& rule : json::list(answer, "matching_rules"))
        if (auto id = json::text(rule, "id")) read.rules.push_back(std::move(*id));
    if (data.is_object()) return read;
    for (auto const& error : json::list(answer, "errors"))
        for (auto const* key : {"title", "detail", "message"})
            if (!read.error) read.error = json::text(error, key);
    return read;
}

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr ApiCost one_post{3, 1, 0};  // It may answer one and quote another.
constexpr std::size_t booked_ahead = 4;
constexpr std::size_t posts_a_page = 100;
constexpr auto at_a_loss = 5min;
constexpr auto without_a_plan = 6h;
/// X sends an empty line about every 20 s.
constexpr milliseconds silence = 25s;

bool lacks_plan(int status) {
    return status == 403 || status == 404;
}

std::string refusal_in_words(int status) {
    if (lacks_plan(status))
        return fmt::format("X does not give it to this application ({}); the searches go on", status);
    if (status == 200) return "instead of X's posts a web page comes; the searches go on";
    if (status == 429) return "X has enough connections of this application (429); the searches go on";
    return fmt::format("X answers {}; the searches go on", status);
}

}  // namespace

milliseconds x_stream_pause(int status, int tries) {
    if (tries <= 0) return 250ms;
    if (lacks_plan(status)) return without_a_plan;
    auto const doubled = [&](milliseconds first, milliseconds most) {
        return std::min(most, first * (1 << std::min(tries - 1, 10)));
    };
    if (status == 429) return doubled(1min, 16min);
    if (status == 0) return std::min<milliseconds>(16s, 250ms * tries);
    return doubled(5s, 320s);
}

XStream::XStream(std::shared_ptr<XServer> server, Caller caller, Clock const& clock)
    : server_(std::move(server)),
      caller_(std::move(caller)),
      clock_(clock),
      reservation_(server_->budget(), one_post, booked_ahead) {}

XStream::~XStream() = default;

bool XStream::sends(std::string const& search) const {
    return connected_ &&
           std::ranges::any_of(rules_.searches, [&](auto const& rule) { return rule.second == search; });
}

void XStream::tell_once(std::string why, News& news) {
    if (told_.insert(why).second) news.skipped.push_back({"X's stream", std::move(why)});
}

void XStream::end() {
    stream_.reset();
    reservation_.close();
    connected_ = false;
}

void XStream::end_for_today(News& news) {
    end();
    not_before_ = server_->budget().next_day();
    tell_once(spent_advice, news);
}

void XStream::keep_rules(std::vector<std::string> const& searches, News& news) {
    if (asked_for_ == searches) return;
    rules_ = sync_x_rules(*server_, searches);
    if (rules_.not_allowed != 0) {
        asked_for_.reset();
        end();
        not_before_ = clock_.now() + without_a_plan;
        return tell_once(refusal_in_words(rules_.not_allowed), news);
    }
    asked_for_ = searches;
    news.skipped.insert(news.skipped.end(), rules_.refused.begin(), rules_.refused.end());
    if (rules_.of_others > 0)
        tell_once(
            fmt::format("the application has {} rules of somebody else, whose posts are sent and paid as "
                        "well; they are left alone",
                        rules_.of_others),
            news);
}

void XStream::connect(News& news) {
    if (rules_.searches.empty()) return end();
    if (stream_) return;
    try {
        reservation_.open();
    } catch (DayIsSpent const&) {
        return end_for_today(news);
    }
    transport::EventStreamSettings how;
    how.format = transport::EventStreamSettings::Format::lines;
    how.user_agent = caller_.user_agent;
    how.private_addresses = caller_.private_addresses;
    how.silence = silence;
    how.retry_after = x_stream_pause;
    how.go_on = [this](transport::ServerEvent const& event) {
        // What cannot be read may have cost as much as a post can.
        return reservation_.pay(read_x_line(event.data, nullptr).bill.value_or(one_post));
    };
    stream_ = std::make_unique<transport::EventStream>(server_->stream_request(), std::move(how));
}

void XStream::note(transport::StreamTaken const& taken, News& news) {
    if (taken.connected && !connected_) told_.clear();
    connected_ = taken.connected;
    if (taken.gap) missed();
    for (auto const& event : taken.events) waiting_.push_back(event.data);
    if (taken.refused_with != 0) tell_once(refusal_in_words(taken.refused_with), news);
    if (taken.ended) end_for_today(news);
}

void XStream::read(std::string const& line, XAccount const* us, News& news) {
    auto read = read_x_line(line, us);
    if (read.foreign) tell_once("what comes is not X's; the searches go on", news);
    if (read.foreign || !read.bill) return missed();
    if (read.error) return tell_once("X says: " + text::mended(read.error->substr(0, 200)), news);
    Arrived arrived;
    for (auto const& rule : read.rules)
        if (auto const found = rules_.searches.find(rule); found != rules_.searches.end())
            arrived.searches.push_back(found->second);
    if (!read.post || arrived.searches.empty()) return;
    arrived.post = std::move(*read.post);
    news.posts.push_back(std::move(arrived));
}

XStream::News XStream::take(std::vector<std::string> const& searches, XAccount const* us) {
    News news;
    try {
        if (clock_.now() >= not_before_) {
            keep_rules(searches, news);
            if (stream_) reservation_.renew();
        }
        if (clock_.now() >= not_before_) connect(news);
    } catch (DayIsSpent const&) {
        end_for_today(news);
    } catch (NetworkError const& error) {
        // The rules there are stay; a connection that stands goes on.
        not_before_ = clock_.now() + std::max<milliseconds>(at_a_loss, error.retry_after.value_or(0s));
        tell_once(error.what(), news);
    }
    if (stream_) note(stream_->take(), news);
    while (!waiting_.empty() && news.posts.size() < posts_a_page) {
        read(waiting_.front(), us, news);
        waiting_.pop_front();
    }
    news.more = !waiting_.empty();
    return news;
}

}  // namespace bot::networks
