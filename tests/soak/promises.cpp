#include "tests/soak/promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tests/soak/operator.h"

namespace test::soak {
namespace {

/// A post with the last requests it had a part in.
std::string told(Network const& network, Post const& post) {
    auto text =
        fmt::format("    {} {} of {}, \"{}\"{}{}", network.name, post.native_id, moment(post.written_at),
                    post.words, post.praise ? ", praise" : "", post.calls_us ? ", calls us" : "");
    for (auto const& request : post.requests) text += "\n      " + request;
    return text;
}

/// Checks one network.
struct Check {
    Network const& network;
    Database const& database;
    Broken& broken;
    std::map<std::string, Post> const posts = network.posts();
    std::vector<Arrival> const arrivals = network.arrivals();

    void seen_once();
    void queued_once();
    void sent_once();
    void none_is_gone();
    void reply_is_told_truly(Kept const& reply, std::map<std::string, int> const& by_mark);
    void say(std::string const& what, std::string const& post);
};

void Check::say(std::string const& what, std::string const& post) {
    auto const found = posts.find(post);
    broken.what.push_back(network.name + ": " + what + "\n" +
                          (found == posts.end() ? "    " + post : told(network, found->second)));
}

void Check::seen_once() {
    auto const all = database.seen();
    auto const seen = all.contains(network.name) ? all.at(network.name) : 0;
    auto const written = static_cast<long long>(posts.size());
    if (seen == written) return;
    (seen > written ? broken.twice : broken.lost) += static_cast<int>(std::abs(seen - written));
    auto text = fmt::format("{}: {} posts were written and {} were seen", network.name, written, seen);
    int shown = 0;
    for (auto const& [id, post] : posts)
        if (post.requests.empty() && ++shown <= 10) text += "\n" + told(network, post);
    if (shown > 0) text += fmt::format("\n    ({} posts were in no answer at all)", shown);
    broken.what.push_back(std::move(text));
}

void Check::queued_once() {
    auto const all = database.queued();
    auto const mine = all.contains(network.name) ? all.at(network.name) : std::map<std::string, int>();
    for (auto const& [id, post] : posts) {
        auto const times = mine.contains(id) ? mine.at(id) : 0;
        if (times == (post.praise ? 1 : 0)) continue;
        (times > 1 ? broken.twice : broken.lost) += times == 0 || times > 1 ? 1 : 0;
        say(fmt::format("this {} was queued {} times", post.praise ? "praise" : "post that is no praise",
                        times),
            id);
    }
    for (auto const& [id, times] : mine)
        if (!posts.contains(id)) say("a post was queued that nobody wrote", id);
}

void Check::none_is_gone() {
    for (auto const& row :
         database.rows("select p.network, p.native_id from candidates c join posts p on p.id = c.post where "
                       "c.state = 'gone' or p.emptied_at is not null")) {
        if (row[0] != network.name) continue;
        ++broken.lost;
        say("this post is still there, and the program says it is gone", row[1]);
    }
}

void Check::sent_once() {
    std::map<std::string, int> by_mark, by_post;
    for (auto const& arrival : arrivals) {
        ++by_mark[mark_of(arrival.words)];
        ++by_post[arrival.parent];
    }
    for (auto const& reply : database.replies()) {
        if (reply.network != network.name) continue;
        reply_is_told_truly(reply, by_mark);
    }
    for (auto const& [post, times] : by_post) {
        if (times <= 1) continue;
        broken.twice += times - 1;
        say(fmt::format("this post was answered {} times", times), post);
    }
}

void Check::reply_is_told_truly(Kept const& reply, std::map<std::string, int> const& by_mark) {
    auto const mark = mark_of(reply.words);
    auto const times = by_mark.contains(mark) ? by_mark.at(mark) : 0;
    auto const at_all = times > 0;
    if (times > 1) say(fmt::format("the reply {} arrived {} times", reply.id, times), reply.post);
    if (reply.way == "hand") return;
    bool const wrong = (reply.state == "sent" && !at_all) || (reply.state == "waiting") ||
                       (reply.state == "sending") || (reply.state == "unknown" && reply.looked_up_later) ||
                       (at_all && reply.state != "sent" && reply.state != "unknown");
    if (!wrong) return;
    broken.lost += at_all || reply.state == "sent" ? 1 : 0;
    say(fmt::format("the reply {} {} {}, and the program says {} ({})", reply.id, mark,
                    at_all ? "arrived" : "did not arrive", reply.state, reply.outcome),
        reply.post);
}

}  // namespace

std::vector<Standing> standings(Networks const& networks, Database const& database) {
    auto const seen = database.seen();
    auto const queued = database.queued();
    std::vector<Standing> all;
    for (auto const& network : networks) {
        auto& one = all.emplace_back();
        one.network = network->name;
        one.written = static_cast<long long>(network->posts().size());
        one.seen = seen.contains(network->name) ? seen.at(network->name) : 0;
        one.queued =
            queued.contains(network->name) ? static_cast<long long>(queued.at(network->name).size()) : 0;
        one.arrived = static_cast<long long>(network->arrivals().size());
        one.asked = network->asked();
    }
    return all;
}

bool settled(Networks const& networks, Database const& database) {
    for (auto const& one : standings(networks, database))
        if (one.seen < one.written) return false;
    return std::ranges::none_of(database.replies(), [](Kept const& reply) {
        return reply.state == "waiting" || reply.state == "sending" ||
               (reply.state == "unknown" && reply.looked_up_later);
    });
}

Broken broken_promises(Networks const& networks, Database const& database) {
    Broken broken;
    for (auto const& network : networks) {
        Check check{*network, database, broken};
        check.seen_once();
        check.queued_once();
        check.none_is_gone();
        check.sent_once();
    }
    return broken;
}

}  // namespace test::soak
