#include "bot/networks/mastodon/mastodon.h"

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/mastodon/sources.h"
#include "bot/networks/mastodon/status.h"
#include "bot/networks/search/wanted.h"
#include "bot/transport/event_stream.h"

namespace bot::networks {

namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;
using Kind = MastodonSource::Kind;

constexpr std::size_t remembered_a_source = 160;
constexpr auto refused_for = std::chrono::hours(6);
/// A stream stands in for asking, but not blindly.
constexpr auto streamed_for = std::chrono::minutes(10);
constexpr std::chrono::milliseconds streamed_interval{10'000};
/// Refusals of one source that say nothing about the others: a scope that the token lacks, an address that
/// this software does not have.
std::vector<int> const of_one_source{400, 403, 404, 422, 501};

/// A server keeps a connection open for each; the rest is asked in the ordinary way.
constexpr std::size_t most_streams = 12;

/// "" if there is no stream of that kind.
std::string path_of(MastodonSource const& source) {
    if (source.kind == Kind::mentions) return "/api/v1/streaming/user/notification";
    if (source.kind != Kind::hashtag) return "";
    return Query().add("tag", source.what).after("/api/v1/streaming/hashtag");
}

/// Server-sent events of an instance, a connection for each hashtag and one for our mentions, by the source's
/// name. There is no resuming: after every new connection the source is to be asked in the ordinary way.
using Streams = std::map<std::string, std::unique_ptr<transport::EventStream>>;

/// Connects for the first sources that have a stream, and ends what is for others. `base` is what the
/// instance names for streaming.
void follow(Streams& streams, std::vector<MastodonSource> const& sources, MastodonSettings const& settings,
            std::string const& base, bool private_addresses) {
    std::map<std::string, std::string> wanted;  // names and paths
    for (auto const& source : sources)
        if (auto const path = path_of(source); !path.empty() && wanted.size() < most_streams)
            wanted.emplace(source.name, path);
    std::erase_if(streams, [&](auto const& stream) { return !wanted.contains(stream.first); });
    transport::EventStreamSettings how;
    how.user_agent = settings.user_agent;
    how.private_addresses = private_addresses;
    for (auto const& [name, path] : wanted) {
        if (streams.contains(name)) continue;
        transport::HttpRequest request{"GET", base + path};
        request.headers.emplace_back("Authorization", "Bearer " + settings.access_token);
        streams[name] = std::make_unique<transport::EventStream>(std::move(request), how);
    }
}

/// One call of search(): the page it makes.
struct Search {
    MastodonServer& server;
    Time now;
    std::vector<MastodonSource> sources;
    MastodonInstance instance;
    std::vector<watch::Query> const& watched;
    MastodonCursor cursor;
    SearchPage page;
    std::string our_id{};

    std::optional<Time> not_before{};  // of a first reading: what is older is only remembered
    bool reached_past = false;         // … and there was such
    bool take(Json const& status, MastodonSource const& source, bool summoned);
    void refuse(MastodonSource const& source, std::string const& why);
};

/// True if it was not given before as it is now. What was read is remembered, handed out or not.
bool Search::take(Json const& status, MastodonSource const& source, bool summoned) {
    auto read = read_mastodon_status(status, instance.domain);
    if (!read) return false;
    auto& post = read->post;
    server.remember(read->id, post.native_id);
    bool const past = not_before && post.written_at && *post.written_at < *not_before;
    reached_past = reached_past || past;
    post.ours = !our_id.empty() && read->account_id == our_id;
    post.summoned = !post.ours && (summoned || mentions_account(status, our_id));
    post.answers_us = !post.ours && !our_id.empty() && read->in_reply_to_account_id == our_id;
    // Another source may want what is not wanted here.
    if (source.watched && !post.ours && !wants(watched, post))
        return cursor.recent.insert("unwanted " + read->version);
    if (!cursor.recent.insert(read->version)) return false;
    if (past) return true;
    if (read->in_reply_to_id)
        post.in_reply_to = server.uri_of(*read->in_reply_to_id);
    else
        post.thread = post.native_id;
    bool const to_us = post.ours || post.summoned || post.answers_us;
    bool const open = read->visibility == "public" || (read->visibility == "unlisted" && to_us);
    bool const wanted = to_us || (!read->no_index && !(source.kind == Kind::search && read->not_searchable));
    bool const usable = open && wanted && !read->no_bot;
    post.only_heard = !usable && to_us && !post.ours;
    if ((usable || post.only_heard) && !post.text.empty()) page.posts.push_back(std::move(post));
    return true;
}

/// Told, and asked again later.
void Search::refuse(MastodonSource const& source, std::string const& why) {
    cursor.sources.put_off(source.name, now + refused_for);
    page.skipped.push_back({source.name, why});
}

class MastodonListener : public Listener {
public:
    MastodonListener(std::shared_ptr<MastodonServer> server, Clock const& clock)
        : server_(std::move(server)), clock_(clock) {}
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;
    std::optional<RoundCost> round_cost(WatchQuery const& query) override {
        auto const settings = server_->settings();
        auto const calls = static_cast<int>(sources_of(settings, query).size());
        return RoundCost{calls, calls * settings.rate.every};
    }

private:
    void ask(Search& search, MastodonSource const& source);
    void hand_out_streamed(Search& search);

    std::shared_ptr<MastodonServer> const server_;
    Clock const& clock_;
    std::optional<Streams> streams_;     // absent if not wanted, or the instance has none
    std::string streams_of_;             // the instance and token they were looked for with
    std::string streams_base_;           // what the instance named for streaming then
    std::optional<std::string> failed_;  // the source whose call just failed
};

SearchPage MastodonListener::search(WatchQuery const& query, std::string_view cursor) {
    auto const sources = sources_of(server_->settings(), query);
    if (sources.empty())
        throw NetworkError(Class::ours,
                           "mastodon: there is nothing to listen to; set networks.mastodon.hashtags");
    std::vector<std::string> names;
    for (auto const& source : sources) names.push_back(source.name);
    SearchPage page;
    MastodonCursor const fresh(remembered_a_source * std::max<std::size_t>(4, sources.size()));
    auto stored = cursor_for(page, cursor, fresh);
    Search search{*server_,      clock_.now(),      sources,        server_->instance(),
                  query.queries, std::move(stored), std::move(page)};
    if (auto const us = server_->ourselves()) search.our_id = us->id;
    auto& rotation = search.cursor.sources;
    // Ids are an instance's own: at another one listening begins now.
    auto const address = server_->settings().instance;
    bool const elsewhere = !search.cursor.instance.empty() && search.cursor.instance != address;
    rotation.keep_only(elsewhere ? std::vector<std::string>() : names);
    search.cursor.instance = address;
    for (auto const& name : names) rotation.at(name);
    if (query.text.empty()) hand_out_streamed(search);
    rotation.begin_round_if_done(names, search.now);
    // What was streamed is handed out before anything can fail.
    bool const streamed = !search.page.posts.empty() || !search.page.gone.empty();
    auto const failed = std::exchange(failed_, {});
    if (auto const next = rotation.next(names, search.now, failed); next && !streamed)
        ask_page(names[*next], failed_, [&] { ask(search, sources[*next]); });
    bool const more = rotation.next(names, search.now).has_value();
    return finished_page(std::move(search.page), std::move(search.cursor), more, server_->api()->wait());
}

void MastodonListener::ask(Search& search, MastodonSource const& source) {
    auto& rotation = search.cursor.sources;
    auto& mark = rotation.at(source.name);
    rotation.last = source.name;
    bool const alone = search.sources.size() == 1;
    if (source.kind == Kind::search && !server_->signed_in()) {
        std::string const why = "full-text search needs an access token";
        if (alone) throw NetworkError(Class::auth, "mastodon: " + why);
        return search.refuse(source, why);
    }
    auto call = call_for(source, mark);
    call.also = of_one_source;
    auto const response = server_->call(call);
    bool const no_such_tag = source.kind == Kind::hashtag && response.status == 404;
    if (response.status >= 400 && !no_such_tag) {
        if (!rotation.others_go_on(source.name, search.now)) server_->fail(call, response);
        return search.refuse(source, "was refused with " + std::to_string(response.status));
    }
    auto const what = server_->api()->name_of(call);
    auto const answer = no_such_tag ? Json::array() : json::body_of(response, what);
    auto const items = items_of(source, answer, what);
    json::tell_strays(search.page, source.kind == Kind::search ? json::list(answer, "statuses") : answer);
    if (beginning(source, mark)) {
        if (mark.began == Time{}) mark.began = search.now;
        search.not_before = mark.began - server_->settings().back_fill;
    }
    bool fresh = false;
    for (auto item = items.rbegin(); item != items.rend(); ++item)
        fresh = search.take(*item->status, source, item->summoned) || fresh;
    if (advance(source, mark, items, {fresh, search.reached_past, search.now})) return;
    rotation.finish(source.name);
    if (streams_) mark.not_before = search.now + server_->settings().poll_interval;
}

void MastodonListener::hand_out_streamed(Search& search) {
    auto const settings = server_->settings();
    auto const& base = search.instance.streaming;
    // The token goes nowhere in clear that it does not go in clear already.
    bool const safe = base.starts_with("https://") || settings.instance.starts_with("http://");
    bool const wanted = settings.streaming && server_->signed_in() && !base.empty() && safe;
    auto const of = settings.instance + " " + settings.access_token;
    if (std::exchange(streams_of_, of) != of) {
        streams_.reset();
        if (wanted) streams_.emplace();
        streams_base_ = base;
    }
    if (!streams_) return;
    follow(*streams_, search.sources, settings, streams_base_,
           may_stream_privately(settings, server_->declared_instance(), streams_base_));
    for (auto const& source : search.sources) {
        auto& mark = search.cursor.sources.at(source.name);
        auto const stream = streams_->find(source.name);
        auto const news = stream == streams_->end() ? transport::StreamTaken() : stream->second->take();
        bool gap = news.gap;
        for (auto const& event : news.events) {
            auto const data = json::parsed(event.data);
            // What cannot be read is asked for in the ordinary way.
            gap = gap || (data.is_discarded() && event.name != "delete");
            if (event.name == "update" || event.name == "status.update") search.take(data, source, false);
            if (event.name == "notification" && json::text(data, "type") == "mention")
                search.take(json::item(data, "status"), source, true);
            if (event.name == "delete")
                if (auto const uri = server_->uri_of(event.data)) search.page.gone.push_back(*uri);
        }
        if (mark.not_before > search.now + streamed_for) continue;  // Refused when it was asked.
        if (gap) {
            mark.round = 0;
            mark.not_before = {};
        } else if (!news.connected) {
            mark.not_before = std::min<Time>(mark.not_before, search.now + settings.poll_interval);
        } else if (mark.round == search.cursor.sources.round) {
            mark.not_before = search.now + streamed_for;
        }
    }
}

/// The post itself, so that what is written there is an answer: at our own server where that has a page for
/// posts of others, else at the author's. Whom it answers has to be mentioned.
ByHand answered_by_hand(MastodonServer& server, ByHandParent const& parent, std::string const& words) {
    auto const instance = server.known_instance();
    bool const opens_others = instance && instance->software == "mastodon" && !parent.native_id.empty();
    auto const page = Query().add("uri", parent.native_id).after("/authorize_interaction");
    return {opens_others ? server.settings().instance + page : parent.url,
            mastodon_status(words, parent.author_handle)};
}

std::string preview(std::string const& words, std::string const& parent) {
    return text_of(mastodon_request({words, parent.empty() ? "{post id}" : parent, "{key}", "unlisted", {}}));
}

Network connect(config::Networks const& all, Surroundings const& in) {
    MastodonSettings settings{all.mastodon, in.caller(all), in.data / "keys" / "mastodon.account"};
    while (settings.instance.ends_with('/')) settings.instance.pop_back();
    if (in.look_back) {
        settings.streaming = false;
        settings.back_fill = *in.look_back;
    }
    return mastodon(std::move(settings), in.clock);
}

}  // namespace

std::unique_ptr<Listener> mastodon_listener(std::shared_ptr<MastodonServer> server, Clock const& clock) {
    return std::make_unique<MastodonListener>(std::move(server), clock);
}

Network mastodon(MastodonSettings settings, Clock const& clock) {
    auto policy = policy_of("mastodon");
    auto const server = std::make_shared<MastodonServer>(settings, clock);
    std::chrono::milliseconds const interval = settings.poll_interval;
    auto const usual = policy.longest_reply;
    return {
        .name = "mastodon",
        .policy = std::move(policy),
        .listener = mastodon_listener(server, clock),
        .answerer = mastodon_answerer(server),
        .account = mastodon_account(server),
        .account_link = mastodon_account_link(settings, clock),
        .interval = settings.streaming ? std::min(interval, streamed_interval) : interval,
        .by_hand = [server](ByHandParent const& parent,
                            std::string const& words) { return answered_by_hand(*server, parent, words); },
        .longest_reply =
            [server, usual] {
                auto const instance = server->known_instance();
                return instance ? instance->limits.characters : usual;
            },
        .length =
            [server](std::string_view words) {
                auto const instance = server->known_instance();
                return count_mastodon(words, instance ? instance->limits : MastodonLimits()).length;
            }};
}

constinit Descriptor const mastodon_network{
    .name = "mastodon",
    .composer = {[](std::string_view words) { return count_mastodon(words); }, preview, mastodon_reply,
                 "body/status"},
    .dialect =
        watch::Dialect{.any = false, .language_mark = "language:", .from_mark = "from:", .by_tags = true},
    .account_settings = "[networks.mastodon]\nenabled = true\ninstance = \"https://example.social\"\n",
    .enabled = [](config::Networks const& all) { return all.mastodon.enabled; },
    .connect = connect};

}  // namespace bot::networks
