#include "bot/networks/mastodon/mastodon.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/mastodon/account.h"
#include "bot/networks/mastodon/account_link.h"
#include "bot/networks/mastodon/status.h"
#include "bot/networks/mastodon/streams.h"
#include "bot/networks/search/wanted.h"
#include "bot/transport/event_stream.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;
using Kind = MastodonPlace::Kind;

constexpr std::size_t remembered_a_place = 160;
constexpr std::int64_t refused_for_ms = 6 * 3'600'000;
/// A stream stands in for asking, but not blindly.
constexpr std::int64_t streamed_for_ms = 10 * 60'000;
constexpr std::chrono::milliseconds streamed_interval{10'000};
/// Refusals of one place that say nothing about the others: a scope that the token lacks, an address that
/// this software does not have.
std::vector<int> const of_one_place{400, 403, 404, 422, 501};

std::int64_t ms(Time time) {
    return time.time_since_epoch().count();
}

}  // namespace

/// One call of search(): the page it makes.
struct MastodonListener::Search {
    MastodonServer& server;
    std::int64_t now;
    std::vector<MastodonPlace> places;
    MastodonInstance instance;
    std::vector<watch::Query> const& watched;
    std::string our_id{};
    MastodonCursor cursor{};
    SearchPage page{};

    bool pending(MastodonPlace const& place) const {
        auto const& at = cursor.places.at(place.name);
        return at.turn != cursor.turn && at.until <= now;
    }
    MastodonPlace const* next(std::string const& avoid = "") const;
    std::optional<Time> not_before{};  // of a first reading: what is older is only remembered
    bool reached_past = false;         // … and there was such
    bool take(Json const& status, MastodonPlace const& where, bool summoned);
    void refuse(MastodonPlace const& place, std::string const& why);
};

/// The one after the place asked last, so that a busy one does not hold up the others; the one to avoid only
/// if no other is pending.
MastodonPlace const* MastodonListener::Search::next(std::string const& avoid) const {
    auto const last = std::ranges::find(places, cursor.last, &MastodonPlace::name);
    auto const after = last == places.end() ? 0 : last - places.begin() + 1;
    MastodonPlace const* avoided = nullptr;
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto const& place = places[(static_cast<std::size_t>(after) + i) % places.size()];
        if (!pending(place)) continue;
        if (place.name != avoid) return &place;
        avoided = &place;
    }
    return avoided;
}

/// True if it was not met before as it is now. What is met is remembered, handed out or not.
bool MastodonListener::Search::take(Json const& status, MastodonPlace const& where, bool summoned) {
    auto read = read_mastodon_status(status, instance.domain);
    if (!read) return false;
    auto& post = read->post;
    server.remember(read->id, post.native_id);
    bool const past = not_before && post.written_at && *post.written_at < *not_before;
    reached_past = reached_past || past;
    post.ours = !our_id.empty() && read->account_id == our_id;
    post.summoned = !post.ours && (summoned || mentions_account(status, our_id));
    post.answers_us = !post.ours && !our_id.empty() && read->in_reply_to_account_id == our_id;
    // Another place may want what is not wanted here.
    if (where.watched && !post.ours && !wants(watched, post))
        return cursor.seen.meet("unwanted " + read->version);
    if (!cursor.seen.meet(read->version)) return false;
    if (past) return true;
    if (read->in_reply_to_id)
        post.in_reply_to = server.uri_of(*read->in_reply_to_id);
    else
        post.thread = post.native_id;
    bool const to_us = post.ours || post.summoned || post.answers_us;
    bool const open = read->visibility == "public" || (read->visibility == "unlisted" && to_us);
    bool const wanted = to_us || (!read->no_index && !(where.kind == Kind::search && read->not_searchable));
    bool const usable = open && wanted && !read->no_bot;
    post.only_heard = !usable && to_us && !post.ours;
    if ((usable || post.only_heard) && !post.text.empty()) page.posts.push_back(std::move(post));
    return true;
}

/// Told, and asked again later.
void MastodonListener::Search::refuse(MastodonPlace const& place, std::string const& why) {
    auto& at = cursor.places.at(place.name);
    at.until = now + refused_for_ms;
    at.turn = cursor.turn;
    page.skipped.push_back({place.name, why});
}

MastodonListener::MastodonListener(std::shared_ptr<MastodonServer> server, Clock const& clock)
    : server_(std::move(server)), clock_(clock) {}
MastodonListener::~MastodonListener() = default;

SearchPage MastodonListener::search(WatchQuery const& query, std::string_view cursor) {
    auto const places = places_of(server_->settings(), query);
    if (places.empty())
        throw NetworkError(Class::ours,
                           "mastodon: there is nothing to listen to; set networks.mastodon.hashtags");
    Search search{*server_, ms(clock_.now()), places, server_->instance(), query.queries};
    if (auto const us = server_->ourselves()) search.our_id = us->id;
    auto const most = remembered_a_place * std::max<std::size_t>(4, places.size());
    if (auto read = MastodonCursor::from(cursor, most))
        search.cursor = std::move(*read);
    else
        search.page.skipped.push_back({"the stored cursor", "cannot be read; listening starts anew"});
    // Ids are an instance's own: at another one listening begins now.
    auto const address = server_->settings().instance;
    if (!search.cursor.instance.empty() && search.cursor.instance != address) search.cursor.places.clear();
    search.cursor.instance = address;
    std::erase_if(search.cursor.places, [&](auto const& entry) {
        return std::ranges::find(places, entry.first, &MastodonPlace::name) == places.end();
    });
    for (auto const& place : places) search.cursor.places[place.name];
    if (query.text.empty()) hand_out_streamed(search);
    if (search.next() == nullptr) ++search.cursor.turn;
    // What was streamed is handed out before anything can fail.
    bool const streamed = !search.page.posts.empty() || !search.page.gone.empty();
    auto const avoid = std::exchange(failed_, {});
    if (auto const* const place = streamed ? nullptr : search.next(avoid)) try_to_ask(search, *place);
    search.page.more = search.next() != nullptr;
    if (auto const wait = server_->api()->wait(); search.page.more && wait.count() > 0)
        search.page.wait = wait;
    search.page.cursor = search.cursor.text();
    return std::move(search.page);
}

/// What fails leaves the cursor as it was: the next time another place is asked first.
void MastodonListener::try_to_ask(Search& search, MastodonPlace const& place) {
    try {
        ask(search, place);
    } catch (NetworkError const& error) {
        bool const its_own = error.error_class == Class::theirs || error.error_class == Class::network;
        if (its_own) failed_ = place.name;
        throw;
    }
}

void MastodonListener::ask(Search& search, MastodonPlace const& place) {
    auto& at = search.cursor.places.at(place.name);
    search.cursor.last = place.name;
    bool const alone = search.places.size() == 1;
    if (place.kind == Kind::search && !server_->signed_in()) {
        std::string const why = "full-text search needs an access token";
        if (alone) throw NetworkError(Class::auth, "mastodon: " + why);
        return search.refuse(place, why);
    }
    auto call = call_for(place, at);
    call.also = of_one_place;
    auto const response = server_->call(call);
    bool const no_such_tag = place.kind == Kind::hashtag && response.status == 404;
    if (response.status >= 400 && !no_such_tag) {
        bool const others = std::ranges::any_of(search.places, [&](auto const& other) {
            return !(other == place) && search.cursor.places.at(other.name).until <= search.now;
        });
        if (!others) server_->fail(call, response);
        return search.refuse(place, "was refused with " + std::to_string(response.status));
    }
    auto const what = server_->api()->name_of(call);
    auto const answer = no_such_tag ? Json::array() : json::body_of(response, what);
    auto const items = items_of(place, answer, what);
    if (beginning(place, at)) {
        if (at.began == 0) at.began = search.now;
        search.not_before = Time(std::chrono::milliseconds(at.began)) - server_->settings().back_fill;
    }
    bool fresh = false;
    for (auto item = items.rbegin(); item != items.rend(); ++item)
        fresh = search.take(*item->status, place, item->summoned) || fresh;
    if (advance(place, at, items, {fresh, search.reached_past, search.now})) return;
    at.turn = search.cursor.turn;
    if (streams_)
        at.until = search.now + std::chrono::milliseconds(server_->settings().poll_interval).count();
}

void MastodonListener::hand_out_streamed(Search& search) {
    auto const settings = server_->settings();
    auto const& base = search.instance.streaming;
    // The token goes nowhere in clear that it does not go in clear already.
    bool const safe = base.starts_with("https://") || settings.instance.starts_with("http://");
    bool const wanted = settings.streaming && server_->signed_in() && !base.empty() && safe;
    auto const of = settings.instance + " " + settings.access_token;
    if (std::exchange(streams_of_, of) != of)
        streams_ = wanted ? std::make_unique<MastodonStreams>(settings, base) : nullptr;
    if (!streams_) return;
    streams_->follow(search.places);
    for (auto const& place : search.places) {
        auto& at = search.cursor.places.at(place.name);
        auto const news = streams_->take(place);
        for (auto const& event : news.events) {
            auto const data = json::parsed(event.data);
            if (event.name == "update" || event.name == "status.update") search.take(data, place, false);
            if (event.name == "notification" && json::text(data, "type") == "mention")
                search.take(json::item(data, "status"), place, true);
            if (event.name == "delete")
                if (auto const uri = server_->uri_of(event.data)) search.page.gone.push_back(*uri);
        }
        if (at.until > search.now + streamed_for_ms) continue;  // Refused when it was asked.
        if (news.gap) {
            at.turn = 0;
            at.until = 0;
        } else if (!news.connected) {
            at.until =
                std::min(at.until, search.now + std::chrono::milliseconds(settings.poll_interval).count());
        } else if (at.turn == search.cursor.turn) {
            at.until = search.now + streamed_for_ms;
        }
    }
}

Network mastodon(MastodonSettings settings, Policy policy, Clock const& clock) {
    Network network;
    network.name = "mastodon";
    network.policy = std::move(policy);
    // The instance's own composer, which the policy file cannot know.
    network.policy.by_hand_link = mastodon_login(settings).instance + "/share?text={words}";
    network.interval = settings.poll_interval;
    if (settings.streaming) network.interval = std::min(network.interval, streamed_interval);
    auto const configured = settings;
    auto const server = std::make_shared<MastodonServer>(std::move(settings), clock);
    network.listener = std::make_unique<MastodonListener>(server, clock);
    network.answerer = std::make_unique<MastodonAnswerer>(server);
    network.account = std::make_unique<MastodonOwnAccount>(server);
    network.account_link = std::make_unique<MastodonAccountLink>(configured, clock);
    return network;
}

namespace {

std::string preview(std::string const& words, std::string const& parent) {
    return text_of(mastodon_request({words, parent.empty() ? "{post id}" : parent, "{key}", "unlisted", {}}));
}

Composed compose(std::string const& words, Parent const& parent, std::string const& key, Time) {
    return MastodonAnswerer::composed_of(words, key, parent);
}

Network connect(config::Networks const& all, Surroundings const& in) {
    MastodonSettings settings{all.mastodon, in.caller(all), in.data / "keys" / "mastodon.account"};
    while (settings.instance.ends_with('/')) settings.instance.pop_back();
    if (in.look_back) {
        settings.streaming = false;
        settings.back_fill = *in.look_back;
    }
    return mastodon(std::move(settings), policy_of("mastodon"), in.clock);
}

}  // namespace

constinit Descriptor const mastodon_network{
    .name = "mastodon",
    .composer = {[](std::string_view words) { return count_mastodon(words); }, preview, compose,
                 "body/status"},
    .dialect =
        watch::Dialect{.any = false, .language_mark = "language:", .from_mark = "from:", .by_tags = true},
    .account_settings = "[networks.mastodon]\nenabled = true\ninstance = \"https://example.social\"\n",
    .enabled = [](config::Networks const& all) { return all.mastodon.enabled; },
    .connect = connect};

}  // namespace bot::networks
