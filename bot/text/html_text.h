#pragma once

#include <string>
#include <string_view>

namespace bot::text {

/// The text a reader of that HTML sees, in UTF-8 without NUL: <br> and list items begin a line, paragraphs
/// are separated by an empty one, blanks collapse (not in <pre>), entities are decoded once. What is hidden
/// (class "invisible", scripts, styles) is left out. Of a link whose visible text is a shortened form of its
/// address, the address; of any other link (a name, a tag), the visible text. Takes any bytes; never throws
/// for them.
std::string text_of_html(std::string_view html);

}  // namespace bot::text
