#include "bot/networks/lemmy/lemmy.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "bot/base/user_error.h"
#include "bot/networks/client/json.h"
#include "bot/networks/lemmy/account.h"
#include "bot/networks/lemmy/account_link.h"
#include "bot/networks/lemmy/cursor.h"
#include "bot/networks/lemmy/view.h"
#include "bot/networks/search/wanted.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;

constexpr std::size_t page_size = 50;
/// A busy place is read so far back at most.
constexpr std::uint64_t deepest_page = 20;
constexpr std::size_t remembered_a_place = 150;
constexpr std::int64_t deeper_every_ms = 3'600'000;
constexpr std::int64_t refused_for_ms = 6 * 3'600'000;

// A place's name is its kind and what is looked for there.
constexpr std::string_view comments_with = "comments:", posts_with = "posts:";
constexpr std::string_view comments_in = "comments in:", posts_in = "posts in:";
constexpr std::string_view mentions = "mentions", answers = "answers to us";

std::int64_t ms(Time time) {
    return time.time_since_epoch().count();
}

/// What is asked in turn, by name.
struct Places {
    std::vector<std::string> all;
    std::set<std::string> watched;  // those that only a watch query names
};

Places places_of(LemmySettings const& settings, WatchQuery const& query, bool has_account) {
    Places places;
    auto const add = [&](std::string_view kind, std::string const& what, bool watched) {
        auto name = std::string(kind) + what;
        if (std::ranges::find(places.all, name) != places.all.end()) return;
        if (watched) places.watched.insert(name);
        places.all.push_back(std::move(name));
    };
    auto const search = [&](std::string const& words, bool watched) {
        add(comments_with, words, watched), add(posts_with, words, watched);
    };
    if (!query.text.empty()) {
        search(query.text, false);
        return places;
    }
    for (auto const& words : settings.queries) search(words, false);
    for (auto const& community : settings.communities)
        add(comments_in, community, false), add(posts_in, community, false);
    if (has_account) add(mentions, "", false), add(answers, "", false);
    for (auto const& words : query.searches) search(words, true);
    return places;
}

/// The part of the place's name behind that kind; empty if it is of another kind.
std::optional<std::string_view> after(std::string_view place, std::string_view kind) {
    return place.starts_with(kind) ? std::optional(place.substr(kind.size())) : std::nullopt;
}

std::string path_for(std::string_view place, std::uint64_t page) {
    Query query;
    std::string_view path = "/api/v3/user/mention";
    auto const search = [&](std::string_view words, std::string_view type) {
        path = "/api/v3/search";
        query.add("q", words).add("type_", type).add("listing_type", std::string_view("All"));
    };
    auto const list = [&](std::string_view address, std::string_view community) {
        path = address;
        query.add("community_name", community).add("type_", std::string_view("All"));
    };
    if (place == answers) path = "/api/v3/user/replies";
    if (auto const words = after(place, comments_with)) search(*words, "Comments");
    if (auto const words = after(place, posts_with)) search(*words, "Posts");
    if (auto const name = after(place, comments_in)) list("/api/v3/comment/list", *name);
    if (auto const name = after(place, posts_in)) list("/api/v3/post/list", *name);
    query.add("sort", std::string_view("New")).add("limit", static_cast<long long>(page_size));
    return query.add("page", static_cast<long long>(page)).after(path);
}

std::string_view list_in(std::string_view place) {
    if (place == mentions) return "mentions";
    if (place == answers) return "replies";
    return place.starts_with("comments") ? "comments" : "posts";
}

}  // namespace

/// One call of search(): the page it makes.
struct LemmyListener::Search {
    LemmySite site;
    std::int64_t now;
    Places const& asked;
    std::vector<watch::Query> const& queries;
    std::vector<std::string> const& places = asked.all;
    LemmyCursor cursor{};
    SearchPage page{};

    bool pending(std::string const& place) const {
        auto const& at = cursor.places.at(place);
        return at.turn != cursor.turn && at.until <= now;
    }
    std::string const* next(std::string const& avoid = "") const;
    void take(Json const& view, std::string const& place);
    bool advance(LemmyCursor::Place& at, std::string const& place);
    std::optional<Time> oldest{}, newest{};  // of the page: its last post, whatever is pinned on top
};

/// One that is being read, so that new posts push few onto its next pages; then the one after the place asked
/// last; the one to avoid only if no other is pending.
std::string const* LemmyListener::Search::next(std::string const& avoid) const {
    for (auto const& place : places)
        if (pending(place) && place != avoid && cursor.places.at(place).page > 1) return &place;
    auto const last = std::ranges::find(places, cursor.last);
    auto const first = last == places.end() ? 0 : static_cast<std::size_t>(last - places.begin()) + 1;
    std::string const* avoided = nullptr;
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto const& place = places[(first + i) % places.size()];
        if (!pending(place)) continue;
        if (place != avoid) return &place;
        avoided = &place;
    }
    return avoided;
}

/// To be called from the end of the page on.
void LemmyListener::Search::take(Json const& view, std::string const& place) {
    auto read = read_lemmy_view(view, site.languages);
    if (!read) return;
    auto& post = read->post;
    if (!oldest) oldest = post.written_at;
    if (post.written_at) newest = std::max(newest.value_or(*post.written_at), *post.written_at);
    if (read->gone) return page.gone.push_back(post.native_id);
    auto const& at = cursor.places.at(place);
    bool const past = !at.known && post.written_at && ms(*post.written_at) < at.floor;
    post.ours = site.us && read->creator_id == site.us->id;
    post.summoned = place == mentions && !post.ours;
    post.answers_us = place == answers && !post.ours;
    // Numbers are this instance's own, and so is the comment that was answered: it is ours.
    if (post.answers_us && site.us && read->parent_comment_id)
        post.in_reply_to = site.us->origin + "/comment/" + std::to_string(*read->parent_comment_id);
    // Another place may want what is not wanted here.
    if (asked.watched.contains(place) && !post.ours && !wants(queries, post)) return;
    if (!cursor.met.meet(read->version) || past) return;
    if (!post.text.empty()) page.posts.push_back(std::move(post));
}

/// True if the next page is wanted: this one does not reach down to where the last reading began (new posts,
/// and answers that fail, may have pushed everything onto later pages meanwhile); or it is time to look
/// deeper, as what came from other servers is sorted by its own date.
bool LemmyListener::Search::advance(LemmyCursor::Place& at, std::string const& place) {
    bool const deeper = at.known && at.page == 1 && at.deeper <= now;
    if (at.page == 1) {
        at.deeper = at.deeper <= now ? now + deeper_every_ms : at.deeper;
        at.top = newest ? std::min(ms(*newest), now) : 0;
    }
    bool const further = oldest && ms(*oldest) > at.floor;
    if (at.page < deepest_page && (further || (deeper && oldest))) {
        ++at.page;
        return true;
    }
    if (further)
        page.skipped.push_back(
            {place, "it had more than " + std::to_string(deepest_page) + " pages; older posts are left"});
    at.floor = std::max(at.floor, at.top);
    at.known = true;
    at.page = 1;
    return false;
}

SearchPage LemmyListener::search(WatchQuery const& query, std::string_view cursor) {
    auto const asked = places_of(server_->settings(), query, server_->has_account());
    auto const& places = asked.all;
    if (places.empty())
        throw NetworkError(Class::ours, "lemmy: there is nothing to listen to; set networks.lemmy.queries");
    Search search{server_->site(), ms(clock_.now()), asked, query.queries};
    auto const most = remembered_a_place * std::max<std::size_t>(4, places.size());
    if (auto read = LemmyCursor::from(cursor, most))
        search.cursor = std::move(*read);
    else
        search.page.skipped.push_back({"the stored cursor", "cannot be read; listening starts anew"});
    std::erase_if(search.cursor.places,
                  [&](auto const& entry) { return std::ranges::find(places, entry.first) == places.end(); });
    for (auto const& place : places) search.cursor.places[place];
    if (search.next() == nullptr) ++search.cursor.turn;
    auto const avoid = std::exchange(failed_, {});
    if (auto const* const place = search.next(avoid)) try_to_ask(search, *place);
    search.page.more = search.next() != nullptr;
    if (auto const wait = server_->api().wait(); search.page.more && wait.count() > 0)
        search.page.wait = wait;
    search.page.cursor = search.cursor.text();
    return std::move(search.page);
}

/// What fails leaves the cursor as it was: the next time another place is asked first.
void LemmyListener::try_to_ask(Search& search, std::string const& place) {
    try {
        ask(search, place);
    } catch (NetworkError const& error) {
        bool const its_own = error.error_class == Class::theirs || error.error_class == Class::network;
        if (its_own) failed_ = place;
        throw;
    }
}

void LemmyListener::ask(Search& search, std::string const& place) {
    auto& at = search.cursor.places.at(place);
    search.cursor.last = place;
    Call call;
    call.path = path_for(place, at.page);
    call.also = {400, 404};
    auto const response = server_->call(call);
    // One that gives no reason may have broken off, and be about our login.
    if (response.status == 400 && lemmy_error(response).empty())
        throw NetworkError(Class::theirs,
                           server_->api().name_of(call) + " was answered with 400 and no reason");
    if (response.status >= 400) {
        // A community that is not there, a list that this version does not have: the others go on.
        bool const others = std::ranges::any_of(search.places, [&](auto const& other) {
            return other != place && search.cursor.places.at(other).until <= search.now;
        });
        if (!others) server_->fail(call, response);
        at.until = search.now + refused_for_ms;
        at.turn = search.cursor.turn;
        search.page.skipped.push_back({place, "was refused with " + std::to_string(response.status)});
        return;
    }
    auto const what = server_->api().name_of(call);
    auto const answer = json::body_of(response, what);
    if (!json::item(answer, list_in(place)).is_array())
        throw NetworkError(Class::theirs, what + ": the answer is not a list of posts");
    auto const& list = json::list(answer, list_in(place));
    if (at.floor == 0) at.floor = ms(clock_.now() - server_->settings().back_fill);
    for (auto view = list.rbegin(); view != list.rend(); ++view) search.take(*view, place);
    if (!search.advance(at, place)) at.turn = search.cursor.turn;
}

Network lemmy(LemmySettings settings, Policy policy, Clock const& clock) {
    Network network;
    network.name = "lemmy";
    network.policy = std::move(policy);
    network.interval = settings.poll_interval;
    auto const server = std::make_shared<LemmyServer>(std::move(settings), clock);
    network.listener = std::make_unique<LemmyListener>(server, clock);
    network.answerer = std::make_unique<LemmyAnswerer>(server);
    network.account = std::make_unique<LemmyOwnAccount>(server);
    network.account_link = std::make_unique<LemmyAccountLink>(server->settings(), clock);
    return network;
}

namespace {

/// A part of --reply-to; empty if it is not given.
std::optional<std::int64_t> number(std::string const& digits) {
    if (digits.empty()) return std::nullopt;
    if (digits.size() > 18 || digits.find_first_not_of("0123456789") != digits.npos)
        throw UserError(
            UserError::Kind::invalid,
            "--reply-to " + digits + " is not a number; for lemmy it is POST or POST/COMMENT, e.g. 7/24");
    return std::stoll(digits);
}

std::string preview(std::string const& words, std::string const& parent) {
    auto const slash = parent.find('/');
    auto const comment = slash == parent.npos ? "" : parent.substr(slash + 1);
    return text_of(lemmy_request({words, number(parent.substr(0, slash)), number(comment), {}}));
}

Composed compose(std::string const& words, Parent const& parent, std::string const& key, Time) {
    return LemmyAnswerer::composed_of(words, key, parent);
}

Network connect(config::Networks const& all, Surroundings const& in) {
    LemmySettings settings{all.lemmy, in.caller(all), in.data / "keys" / "lemmy.session"};
    while (settings.instance.ends_with('/')) settings.instance.pop_back();
    if (in.look_back) settings.back_fill = *in.look_back;
    return lemmy(std::move(settings), policy_of("lemmy"), in.clock);
}

}  // namespace

constinit Descriptor const lemmy_network{
    .name = "lemmy",
    .composer = {count_lemmy, preview, compose},
    .dialect =
        watch::Dialect{.phrases = false, .any = false, .without = false, .tag_mark = "", .longest = 200},
    .account_settings = "[networks.lemmy]\nenabled = true\ninstance = \"https://lemmy.example\"\n",
    .enabled = [](config::Networks const& all) { return all.lemmy.enabled; },
    .connect = connect};

}  // namespace bot::networks
