#pragma once

#include <optional>
#include <string>
#include <string_view>

// Private to reading feeds: bytes, texts and addresses as feeds bring them.

namespace bot::networks {

/// In UTF-8, whatever it was in: by a byte order mark, else UTF-8 if it is that, else by `charset` or by what
/// an XML declaration says, else Windows-1252.
std::string to_utf8(std::string_view bytes, std::string_view charset);

/// Sound UTF-8 without control characters, but for line ends, and without blanks around; "" is absent.
std::optional<std::string> clean(std::string_view text);

/// The words of escaped HTML; what was escaped twice is decoded twice. At most 20,000 bytes.
std::optional<std::string> words_of_html(std::string_view html);
/// Title and body as one text; absent if both are. A body that begins with the title stands alone.
std::optional<std::string> title_and_body(std::optional<std::string> const& title,
                                          std::optional<std::string> const& body);

/// An address of the web, made whole by `base` where it is relative. Empty if it is none.
std::optional<std::string> web_address(std::string_view text, std::string_view base);

}  // namespace bot::networks
