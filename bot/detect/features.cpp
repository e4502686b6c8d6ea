#include "bot/detect/features.h"

#include <algorithm>

#include "bot/detect/cues.h"
#include "bot/detect/hash.h"

namespace bot::detect {

namespace {

// A post longer than this is read no further; no network's posts are.
constexpr std::size_t most_tokens = 2000;
constexpr std::array<float, group_count> gain{1.0F, 1.0F, 1.0F};

std::uint64_t name(std::string_view what) {
    return mixed_hash(hash_of(what));
}

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
            return is_support_handle(token.text) ? name("@support") : name("@");
        case Token::Kind::url:
            return name("http");
        case Token::Kind::number:
            return name("0");
        default:
            return token.hash;
    }
}

class Looker {
public:
    Looker(Document const& document, Features& out) : tokens_(document.tokens()), out_(out) {}

    void run() {
        auto const count = std::min(tokens_.size(), most_tokens);
        for (std::size_t i = 0; i < count; ++i) token(i);
    }

private:
    void put(Group group, std::uint64_t hash, std::size_t first, std::size_t last) {
        out_.seen[static_cast<std::size_t>(group)].push_back({static_cast<std::uint32_t>(hash),
                                                              static_cast<std::uint16_t>(first),
                                                              static_cast<std::uint16_t>(last)});
    }

    void token(std::size_t at) {
        auto const& token = tokens_[at];
        auto const own = identity(token);
        put(Group::words, own, at, at);
        if (token.kind == Token::Kind::mark) return;
        if (one_ago_ != 0) put(Group::words, joined_hash(one_ago_, own), one_ago_at_, at);
        if (two_ago_ != 0)
            put(Group::words, joined_hash(joined_hash(two_ago_, one_ago_), own), two_ago_at_, at);
        two_ago_ = one_ago_;
        two_ago_at_ = one_ago_at_;
        one_ago_ = own;
        one_ago_at_ = at;
        if (token.kind == Token::Kind::word || token.kind == Token::Kind::hashtag) letters(token, at);
    }

    // Runs of letters within a word, its two borders being letters too.
    void letters(Token const& token, std::size_t at) {
        borders_.clear();
        auto const text = token.text.substr(0, 64);
        for (std::size_t i = 0; i < text.size(); ++i) {
            if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) borders_.push_back(i);
        }
        auto const count = borders_.size();
        borders_.push_back(text.size());
        for (std::size_t from = 0; from < count + 1; ++from) {
            auto hash = hash_start;
            std::size_t length = 0;
            std::size_t next = from;
            if (from == 0) {
                hash = hash_on(hash, ' ');
                length = 1;
            } else {
                next = from - 1;
            }
            for (; length < 5 && next <= count; ++next) {
                if (next == count) {
                    hash = hash_on(hash, ' ');
                } else {
                    hash = hash_of(text.substr(borders_[next], borders_[next + 1] - borders_[next]), hash);
                }
                if (++length >= 2) put(Group::letters, mixed_hash(hash + length), at, at);
            }
        }
    }

    std::vector<Token> const& tokens_;
    Features& out_;
    std::vector<std::size_t> borders_;
    std::uint64_t one_ago_ = 0, two_ago_ = 0;
    std::size_t one_ago_at_ = 0, two_ago_at_ = 0;
};

}  // namespace

void Features::clear() {
    for (auto& group : seen) group.clear();
}

float Features::scale(Group group) const {
    auto const at = static_cast<std::size_t>(group);
    return gain[at] / std::sqrt(static_cast<float>(std::max<std::size_t>(1, seen[at].size())));
}

void look(Document const& document, Features& out) {
    out.clear();
    Looker(document, out).run();
    look_at_cues(document, out.seen[static_cast<std::size_t>(Group::cues)]);
}

}  // namespace bot::detect
