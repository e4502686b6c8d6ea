#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "bot/networks/network.h"

// What must hold of a post, whatever it was read from.

inline void demand(bool truth) {
    if (!truth) std::abort();
}

/// UTF-8 as every database takes it.
inline bool is_utf8(std::string const& text) {
    for (std::size_t i = 0; i < text.size();) {
        auto const first = static_cast<unsigned char>(text[i]);
        auto const length = first < 0x80                    ? 1U
                            : first >= 0xC2 && first < 0xE0 ? 2U
                            : first >= 0xE0 && first < 0xF0 ? 3U
                            : first >= 0xF0 && first < 0xF5 ? 4U
                                                            : 0U;
        if (length == 0 || i + length > text.size()) return false;
        for (std::size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
        auto const second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0;
        if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
            (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
            return false;
        i += length;
    }
    return true;
}

/// Absent, or text that any database takes.
inline void demand_text(std::optional<std::string> const& text) {
    if (!text) return;
    demand(!text->empty() && text->find('\0') == std::string::npos && is_utf8(*text));
}

inline void demand_post(bot::networks::FoundPost const& post) {
    demand_text(post.native_id);
    demand_text(post.text);
    for (auto const* field : {&post.author_id, &post.author_handle, &post.author_name, &post.language,
                              &post.url, &post.in_reply_to, &post.thread})
        demand_text(*field);
    demand(!post.url || post.url->starts_with("http"));
}
