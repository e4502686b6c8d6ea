#include "tests/soak/operator.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "tests/end_to_end/running_app.h"

namespace test::soak {
namespace {

using namespace std::chrono_literals;

std::string path_of(std::string const& url) {
    return url.substr(url.find('/', url.find("://") + 3));
}

/// What the page says about a form that was not taken.
std::string why(Answer const& answer) {
    auto text = between(answer.body, "id=\"answer-problem\">", "</p>");
    if (text.empty()) text = between(answer.body, "role=\"alert\">", "</p>");
    return std::to_string(answer.status) + " " + text.substr(0, 60);
}

}  // namespace

std::string mark_of(std::string const& words) {
    auto const mark = between(words, "(no. ", ")");
    return mark.empty() ? "" : "(no. " + mark + ")";
}

Operator::Operator(int port, std::string link, Chance chance, Database const& database, Looks looks,
                   Answers answers)
    : link_(path_of(link)),
      chance_(std::move(chance)),
      database_(database),
      looks_(std::move(looks)),
      answers_(std::move(answers)),
      browser_(port),
      thread_([this](std::stop_token const& stop) { work(stop); }) {}

void Operator::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

std::map<std::string, long long> Operator::did() const {
    std::lock_guard const hold(mutex_);
    return did_;
}

void Operator::count(std::string const& what) {
    std::lock_guard const hold(mutex_);
    ++did_[what];
}

void Operator::work(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        try {
            if (!signed_in_) sign_in();
            chance_.percent(10) ? settle() : answer_one();
        } catch (std::exception const&) {
            // The daemon is down; whatever was asked of it, the database tells.
            count("found the desk closed");
        }
        std::this_thread::sleep_for(50ms);
    }
}

void Operator::sign_in() {
    auto const page = browser_.get(link_);
    auto const answer = browser_.post(
        link_, {{"form_token", hidden_field(page.body, "form_token")}, {"password", "a long enough one"}});
    if (answer.status != 303) throw std::runtime_error("the sign-in link was refused");
    signed_in_ = true;
}

std::string Operator::some_find() {
    auto const queue = browser_.get("/console/queue").body;
    std::vector<std::string> finds;
    std::string const before = "href=\"/console/queue/";
    for (auto at = queue.find(before); at != queue.npos; at = queue.find(before, at + 1)) {
        auto const from = at + before.size();
        finds.push_back(queue.substr(from, queue.find_first_of("\"?#", from) - from));
    }
    if (finds.empty()) return "";
    return "/console/queue/" + finds[static_cast<std::size_t>(chance_.below(static_cast<int>(finds.size())))];
}

std::string Operator::words_for(bool invites) {
    return fmt::format("{} (no. {})",
                       invites ? "That team deserves an award: nominate them here {link}"
                               : "How good to hear, thank you for telling us!",
                       ++marks_);
}

void Operator::answer_one() {
    auto const find = some_find();
    if (find.empty()) return;
    auto const card = browser_.get(find);
    if (card.status != 200 || hidden_field(card.body, "read").empty()) return;
    if (chance_.percent(5)) {
        browser_.post(find + "/skip",
                      {{"form_token", hidden_field(card.body, "form_token")}, {"reason", "not_praise"}});
        return count("skipped");
    }
    bool const by_api = card.body.find(find + "/approve\"") != std::string::npos;
    if (by_api && chance_.percent(85)) return approve(find, card);
    by_hand(find, card, words_for(false));
}

void Operator::approve(std::string const& find, Answer const& card) {
    Fields fields{{"form_token", hidden_field(card.body, "form_token")},
                  {"read", hidden_field(card.body, "read")},
                  {"words", words_for(chance_.percent(40))}};
    auto answer = browser_.post(find + "/approve", fields);
    if (answer.status != 303) {
        // A cap, or no company: then only thanks.
        fields.back().second = words_for(false);
        answer = browser_.post(find + "/approve", fields);
    }
    if (answer.status != 303) return count("refused: " + why(answer));
    count("approved by API");
    auto const location = answer.header("location");
    auto const reply = location.substr(location.find("item=") + 5);
    if (!chance_.percent(12)) return;
    auto const page = browser_.get(location);
    auto const undone = browser_.post("/console/sent/" + reply + "/undo",
                                      {{"form_token", hidden_field(page.body, "form_token")}});
    count(undone.status == 303 ? "took back" : "took back too late");
}

void Operator::by_hand(std::string const& find, Answer const& card, std::string const& words) {
    auto const answer =
        browser_.post(find + "/by-hand", {{"form_token", hidden_field(card.body, "form_token")},
                                          {"read", hidden_field(card.body, "read")},
                                          {"words", words}});
    if (answer.status != 303) return count("refused: " + why(answer));
    count("opened by hand");
    auto const location = answer.header("location");
    bool const sends = chance_.percent(75);
    if (sends) send_by_hand(location.substr(location.rfind('/') + 1));
    if (chance_.percent(20)) return count("told nothing of one by hand");
    auto const page = browser_.get(location);
    auto const how = chance_.percent(10) ? "unclear" : sends ? "sent" : "not_sent";
    auto const told = browser_.post(location + "/settle",
                                    {{"form_token", hidden_field(page.body, "form_token")}, {"how", how}});
    if (told.status == 303) count(std::string("told by hand: ") + how);
}

void Operator::send_by_hand(std::string const& reply) {
    auto const all = database_.replies();
    auto const opened = std::ranges::find(all, reply, &Kept::id);
    if (opened == all.end() || opened->state != "opened") return;
    answers_(opened->network, opened->post, opened->words);
    count("sent by hand");
}

void Operator::settle() {
    for (auto const& reply : database_.replies_for_a_person()) {
        auto const how = looks_(reply.network, mark_of(reply.words)) ? "sent" : "not_sent";
        auto const page = browser_.get("/console/sent");
        auto const told =
            browser_.post("/console/sent/" + reply.id + "/settle",
                          {{"form_token", hidden_field(page.body, "form_token")}, {"how", how}});
        if (told.status == 303) count(std::string("settled an unknown one: ") + how);
    }
}

}  // namespace test::soak
