#pragma once

#include <string>
#include <string_view>

namespace bot::text {

/// The text a reader of that HTML sees, in UTF-8 without NUL: <br> and list items begin a line, paragraphs
/// are separated by an empty one, blanks collapse (not in <pre>), entities are decoded once. What is hidden
/// (class "invisible", scripts, styles, what is for browsers without scripts) is left out. Of a link whose
/// visible text is a shortened form of its address ("otter.example/bl…"), the address; of any other link (a
/// name, a tag, a host), the visible text. Of a picture that stands for an emoji, the emoji. Takes any bytes;
/// never throws for them.
std::string text_of_html(std::string_view html);

/// `text` with its character references ("&amp;", "&#x200B;") decoded once, as in Markdown; all else as it is,
/// tags and unknown references too.
std::string entities_decoded(std::string_view text);

}  // namespace bot::text
