#include "bot/detect/model/features.h"

#include <algorithm>

#include "bot/detect/model/cues.h"
#include "bot/detect/text/hash.h"
#include "bot/detect/text/letters.h"

namespace bot::detect {

namespace {

constexpr std::uint64_t name(std::string_view what) {
    return mixed_hash(hash_of(what));
}

constexpr auto any_support = name("@support"), any_handle = name("@"), any_link = name("http"),
               any_number = name("0");

bool is_support_handle(std::string_view handle) {
    for (std::string_view const part : {"care", "help", "support", "assist", "ask", "service"}) {
        if (handle.find(part) != std::string_view::npos) return true;
    }
    return false;
}

// Whom a handle belongs to says nothing about the next post: handles, links and numbers count as their kind.
std::uint64_t identity(Token const& token) {
    switch (token.kind) {
        case Token::Kind::mention:
            return is_support_handle(token.text) ? any_support : any_handle;
        case Token::Kind::url:
            return any_link;
        case Token::Kind::number:
            return any_number;
        default:
            return token.hash;
    }
}

class Looker {
public:
    Looker(std::vector<Token> const& tokens, std::vector<Feature>& out) : tokens_(tokens), out_(out) {}

    void run() {
        auto const count = std::min(tokens_.size(), most_tokens);
        out_.reserve(3 * count);
        for (std::size_t i = 0; i < count; ++i) token(i);
    }

private:
    void put(std::uint64_t hash, std::size_t first, std::size_t last) {
        out_.push_back({static_cast<std::uint32_t>(hash), static_cast<std::uint16_t>(first),
                        static_cast<std::uint16_t>(last)});
    }

    void token(std::size_t at) {
        auto const& token = tokens_[at];
        auto const own = identity(token);
        put(own, at, at);
        if (token.kind == Token::Kind::mark) return;
        if (one_ago_ != 0) put(joined_hash(one_ago_, own), one_ago_at_, at);
        if (two_ago_ != 0) put(joined_hash(joined_hash(two_ago_, one_ago_), own), two_ago_at_, at);
        two_ago_ = one_ago_;
        two_ago_at_ = one_ago_at_;
        one_ago_ = own;
        one_ago_at_ = at;
    }

    std::vector<Token> const& tokens_;
    std::vector<Feature>& out_;
    std::uint64_t one_ago_ = 0, two_ago_ = 0;
    std::size_t one_ago_at_ = 0, two_ago_at_ = 0;
};

}  // namespace

float scale_of(std::size_t count) {
    return 1 / std::sqrt(static_cast<float>(std::max<std::size_t>(1, count)));
}

void look_around_words(Document const& document, Features& out) {
    for (auto& group : out.seen) group.clear();
    Looker(document.tokens(), out.of(Group::words)).run();
    look_at_cues(document, out.of(Group::cues));
}

void look(Document const& document, Features& out) {
    look_around_words(document, out);
    auto const& tokens = document.tokens();
    each_spelled(tokens, [&](std::size_t i) {
        auto const at = static_cast<std::uint16_t>(i);
        each_run_of_letters(tokens[i].text, [&](std::uint64_t hash) {
            out.of(Group::letters).push_back({static_cast<std::uint32_t>(hash), at, at});
        });
    });
}

}  // namespace bot::detect
