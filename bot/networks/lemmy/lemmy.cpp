#include "bot/networks/lemmy/lemmy.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "bot/base/user_error.h"
#include "bot/networks/client/json.h"
#include "bot/networks/lemmy/view.h"
#include "bot/networks/search/wanted.h"

namespace bot::networks {

void LemmyWatermark::store(StoredFields& fields) {
    // Lemmy numbers its pages from 1.
    int next_page = pages + 1;
    fields.truth("known", known);
    fields.count("page", next_page);
    pages = std::max(next_page - 1, 0);
    fields.time("floor", since);
    fields.time("top", newest);
    fields.count("turn", round);
    fields.time("until", not_before);
    fields.time("deeper", deeper);
}

void LemmyCursor::store(StoredFields& fields) {
    fields.need_object("places");
    fields.inner("places", [this](StoredFields& marks) { lists.store(marks); });
    fields.count("turn", lists.round);
    fields.text("last", lists.last);
    fields.ids("met", recent);
}

namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;

constexpr int page_size = 50;
/// A busy list is read so far back at most.
constexpr int most_pages = 20;
constexpr std::size_t remembered_a_list = 150;
constexpr auto deeper_every = std::chrono::hours(1), refused_for = std::chrono::hours(6);

// A list's name is its kind and what is looked for there.
constexpr std::string_view comments_with = "comments:", posts_with = "posts:";
constexpr std::string_view comments_in = "comments in:", posts_in = "posts in:";
constexpr std::string_view mentions = "mentions", answers = "answers to us";

/// What is asked in turn, by name.
struct Lists {
    std::vector<std::string> all;
    std::set<std::string> watched;  // those that only a watch query names
};

Lists lists_of(LemmySettings const& settings, WatchQuery const& query, bool has_account) {
    Lists lists;
    auto const add = [&](std::string_view kind, std::string const& what, bool watched) {
        auto name = std::string(kind) + what;
        if (std::ranges::find(lists.all, name) != lists.all.end()) return;
        if (watched) lists.watched.insert(name);
        lists.all.push_back(std::move(name));
    };
    auto const search = [&](std::string const& words, bool watched) {
        add(comments_with, words, watched), add(posts_with, words, watched);
    };
    if (!query.text.empty()) {
        search(query.text, false);
        return lists;
    }
    for (auto const& words : settings.queries) search(words, false);
    for (auto const& community : settings.communities)
        add(comments_in, community, false), add(posts_in, community, false);
    if (has_account) add(mentions, "", false), add(answers, "", false);
    for (auto const& words : query.searches) search(words, true);
    return lists;
}

/// The part of the list's name behind that kind; empty if it is of another kind.
std::optional<std::string_view> after(std::string_view list, std::string_view kind) {
    return list.starts_with(kind) ? std::optional(list.substr(kind.size())) : std::nullopt;
}

std::string path_for(std::string_view name, int page) {
    Query query;
    std::string_view path = "/api/v3/user/mention";
    auto const search = [&](std::string_view words, std::string_view type) {
        path = "/api/v3/search";
        query.add("q", words).add("type_", type).add("listing_type", "All");
    };
    auto const list = [&](std::string_view address, std::string_view community) {
        path = address;
        query.add("community_name", community).add("type_", "All");
    };
    if (name == answers) path = "/api/v3/user/replies";
    if (auto const words = after(name, comments_with)) search(*words, "Comments");
    if (auto const words = after(name, posts_with)) search(*words, "Posts");
    if (auto const community = after(name, comments_in)) list("/api/v3/comment/list", *community);
    if (auto const community = after(name, posts_in)) list("/api/v3/post/list", *community);
    query.add("sort", "New").add("limit", page_size);
    return query.add("page", page).after(path);
}

/// The key of an answer under which the list stands.
std::string_view key_of(std::string_view list) {
    if (list == mentions) return "mentions";
    if (list == answers) return "replies";
    return list.starts_with("comments") ? "comments" : "posts";
}

/// One call of search(): the page it makes.
struct Search {
    LemmySite site;
    Time now;
    Lists const& asked;
    std::vector<watch::Query> const& queries;
    LemmyCursor cursor;
    SearchPage page;

    std::optional<std::size_t> next(std::optional<std::string> const& avoid = {});
    void take(Json const& view, std::string const& list);
    bool advance(LemmyWatermark& mark, std::string const& list);
    std::optional<Time> oldest{}, newest{};  // of the page: its last post, whatever is pinned on top
};

/// One that is being read, so that new posts push few onto its next pages; else the next in turn.
std::optional<std::size_t> Search::next(std::optional<std::string> const& avoid) {
    for (std::size_t i = 0; i < asked.all.size(); ++i) {
        auto const& list = asked.all[i];
        if (cursor.lists.pending(list, now) && list != avoid && cursor.lists.at(list).pages > 0) return i;
    }
    return cursor.lists.next(asked.all, now, avoid);
}

/// To be called from the end of the page on.
void Search::take(Json const& view, std::string const& list) {
    auto read = read_lemmy_view(view, site.languages);
    if (!read) return;
    auto& post = read->post;
    if (!oldest) oldest = post.written_at;
    if (post.written_at) newest = std::max(newest.value_or(*post.written_at), *post.written_at);
    if (read->gone) return page.gone.push_back(post.native_id);
    auto const& mark = cursor.lists.at(list);
    bool const past = !mark.known && post.written_at && *post.written_at < mark.since;
    post.ours = site.us && read->creator_id == site.us->id;
    post.summoned = list == mentions && !post.ours;
    post.answers_us = list == answers && !post.ours;
    // Numbers are this instance's own, and so is the comment that was answered: it is ours.
    if (post.answers_us && site.us && read->parent_comment_id)
        post.in_reply_to = site.us->origin + "/comment/" + std::to_string(*read->parent_comment_id);
    // Another list may want what is not wanted here.
    if (asked.watched.contains(list) && !post.ours && !wants(queries, post)) return;
    if (!cursor.recent.insert(read->version) || past) return;
    if (!post.text.empty()) page.posts.push_back(std::move(post));
}

/// True if the next page is wanted: this one does not reach down to where the last pass began (new posts, and
/// answers that fail, may have pushed everything onto later pages meanwhile); or it is time to look deeper,
/// as what came from other servers is sorted by its own date.
bool Search::advance(LemmyWatermark& mark, std::string const& list) {
    bool const deeper = mark.known && mark.pages == 0 && mark.deeper <= now;
    if (mark.pages == 0) {
        mark.deeper = mark.deeper <= now ? now + deeper_every : mark.deeper;
        mark.newest = newest ? std::min(*newest, now) : Time{};
    }
    bool const further = oldest && *oldest > mark.since;
    if (++mark.pages < most_pages && (further || (deeper && oldest))) return true;
    if (further)
        page.skipped.push_back(
            {list, "it had more than " + std::to_string(most_pages) + " pages; older posts are left"});
    mark.since = std::max(mark.since, mark.newest);
    mark.known = true;
    return false;
}

class LemmyListener : public Listener {
public:
    LemmyListener(std::shared_ptr<LemmyServer> server, Clock const& clock)
        : server_(std::move(server)), clock_(clock) {}
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;
    std::optional<RoundCost> round_cost(WatchQuery const& query) override {
        auto const& settings = server_->settings();
        auto const calls = static_cast<int>(lists_of(settings, query, server_->has_account()).all.size());
        return RoundCost{calls, calls * settings.rate.every};
    }

private:
    void ask(Search& search, std::string const& list);

    std::shared_ptr<LemmyServer> const server_;
    Clock const& clock_;
    std::optional<std::string> failed_;  // the list whose call just failed
};

SearchPage LemmyListener::search(WatchQuery const& query, std::string_view cursor) {
    auto const asked = lists_of(server_->settings(), query, server_->has_account());
    auto const& lists = asked.all;
    if (lists.empty())
        throw NetworkError(Class::ours, "lemmy: there is nothing to listen to; set networks.lemmy.queries");
    SearchPage page;
    LemmyCursor const fresh(remembered_a_list * std::max<std::size_t>(4, lists.size()));
    auto stored = cursor_for(page, cursor, fresh);
    Search search{server_->site(), clock_.now(), asked, query.queries, std::move(stored), std::move(page)};
    auto& rotation = search.cursor.lists;
    rotation.keep_only(lists);
    for (auto const& list : lists) rotation.at(list);
    rotation.begin_round_if_done(lists, search.now);
    auto const failed = std::exchange(failed_, {});
    if (auto const next = search.next(failed))
        ask_page(lists[*next], failed_, [&] { ask(search, lists[*next]); });
    bool const more = rotation.next(lists, search.now).has_value();
    return finished_page(std::move(search.page), std::move(search.cursor), more, server_->api().wait());
}

void LemmyListener::ask(Search& search, std::string const& list) {
    auto& rotation = search.cursor.lists;
    auto& mark = rotation.at(list);
    rotation.last = list;
    Call const call{.path = path_for(list, mark.pages + 1), .also = {400, 404}};
    auto const response = server_->call(call);
    // One that gives no reason may have broken off, and be about our login.
    if (response.status == 400 && lemmy_error(response).empty())
        throw NetworkError(Class::theirs,
                           server_->api().name_of(call) + " was answered with 400 and no reason");
    if (response.status >= 400) {
        // A community that is not there, a list that this version does not have: the others go on.
        if (!rotation.others_go_on(list, search.now)) server_->fail(call, response);
        rotation.put_off(list, search.now + refused_for);
        search.page.skipped.push_back({list, "was refused with " + std::to_string(response.status)});
        return;
    }
    auto const what = server_->api().name_of(call);
    auto const answer = json::body_of(response, what);
    auto const& views = json::needed_list(answer, key_of(list), what + ": the answer is not a list of posts");
    if (mark.since == Time{}) mark.since = clock_.now() - server_->settings().back_fill;
    for (auto view = views.rbegin(); view != views.rend(); ++view) search.take(*view, list);
    json::tell_strays(search.page, views);
    if (!search.advance(mark, list)) rotation.finish(list);
}

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

Network connect(config::Networks const& all, Surroundings const& in) {
    LemmySettings settings{all.lemmy, in.caller(all), in.data / "keys" / "lemmy.session"};
    while (settings.instance.ends_with('/')) settings.instance.pop_back();
    if (in.look_back) settings.back_fill = *in.look_back;
    return lemmy(std::move(settings), in.clock);
}

}  // namespace

std::unique_ptr<Listener> lemmy_listener(std::shared_ptr<LemmyServer> server, Clock const& clock) {
    return std::make_unique<LemmyListener>(std::move(server), clock);
}

Network lemmy(LemmySettings settings, Clock const& clock) {
    auto const server = std::make_shared<LemmyServer>(settings, clock);
    return {.name = "lemmy",
            .policy = policy_of("lemmy"),
            .listener = lemmy_listener(server, clock),
            .answerer = lemmy_answerer(server),
            .account = lemmy_account(server),
            .account_link = lemmy_account_link(settings, clock),
            .interval = settings.poll_interval};
}

constinit Descriptor const lemmy_network{
    .name = "lemmy",
    .composer = {count_lemmy, preview, lemmy_reply},
    .dialect =
        watch::Dialect{.phrases = false, .any = false, .without = false, .tag_mark = "", .longest = 200},
    .account_settings = "[networks.lemmy]\nenabled = true\ninstance = \"https://lemmy.example\"\n",
    .enabled = [](config::Networks const& all) { return all.lemmy.enabled; },
    .connect = connect};

}  // namespace bot::networks
