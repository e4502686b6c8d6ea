#pragma once

#include <deque>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "bot/listen/intake.h"
#include "bot/networks/network.h"

namespace test {

/// Gives the pages and failures it was told, in order; then empty pages. Remembers what it was asked.
class FakeListener : public bot::networks::Listener {
public:
    bot::networks::SearchPage search(bot::networks::WatchQuery const& query,
                                     std::string_view cursor) override {
        cursors.emplace_back(cursor);
        queries.push_back(query);
        if (answers.empty()) {
            bot::networks::SearchPage nothing;
            nothing.cursor = cursor;
            return nothing;
        }
        auto const answer = std::move(answers.front());
        answers.pop_front();
        if (answer.failure) std::rethrow_exception(answer.failure);
        return answer.page;
    }

    void will_give(bot::networks::SearchPage page) { answers.push_back({std::move(page), nullptr}); }
    template <class Error>
    void will_fail(Error error) {
        answers.push_back({{}, std::make_exception_ptr(std::move(error))});
    }

    struct Answer {
        bot::networks::SearchPage page;
        std::exception_ptr failure;
    };
    std::deque<Answer> answers;
    std::vector<std::string> cursors;
    std::vector<bot::networks::WatchQuery> queries;
};

/// By somebody of its own unless told otherwise; "" is nobody.
inline bot::networks::FoundPost found_post(std::string id, std::string text,
                                           std::optional<std::string> author = {}) {
    bot::networks::FoundPost post;
    if (!author) author = "by " + id;
    post.native_id = std::move(id);
    post.text = std::move(text);
    if (!author->empty()) post.author_handle = std::move(author);
    return post;
}

/// Believes what a post says of itself: "praise 0.9 company Otter" is praise of 0.9 for the company with that
/// key or id; any other first word is a label, with no praise.
bot::listen::Classifier plain_judge();

}  // namespace test
