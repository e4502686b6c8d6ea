#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Private to reading feeds: XML as feeds really send it. Many are no XML: ampersands as they were typed,
// words in naked HTML, tags in capitals, prefixes that nobody declared, a warning of PHP in front and a
// script behind. An XML parser refuses them or, told to recover, loses words and nests what follows one level
// deeper; so this is a reader of tags, which believes in no rule but that a tag ends what was opened last by
// its name.
namespace bot::networks::markup {

/// Whose word a name is. `own` is the feed's own vocabulary: RSS of any age in an RSS feed, Atom in an Atom
/// feed.
enum class Space {
    own,
    atom,
    rss,
    rdf,
    content,
    dublin_core,
    media,
    itunes,
    pace,
    threads,
    tombstones,
    xhtml,
    other
};

/// An element, or text within one.
struct Node {
    Space space = Space::own;
    std::string name;  // without its prefix, in small letters; "" if this is text
    std::string text;  // of text: entities decoded, CDATA as it is
    /// By their names without prefix, in small letters, but "xml:base" and "xml:lang"; no xmlns.
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<Node> children;

    bool is(Space of, std::string_view called) const { return space == of && name == called; }
    /// "" if there is none.
    std::string_view attribute(std::string_view called) const;
    /// The first of that name; an empty one that lives for ever if there is none.
    Node const& child(Space of, std::string_view called) const;
    bool has_elements() const;
    explicit operator bool() const { return !name.empty(); }
};

/// What a document's root is: `rss` of any version, `feed` or `rdf`.
struct Document {
    enum class State { whole, cut, too_large, no_feed };
    Node root;
    State state = State::no_feed;
    /// The address of the namespace that the root is from; "" if it has none.
    std::string root_namespace;
};

/// Reads up to the end of the root; what stands before and behind it is passed over. Of a tag 100
/// attributes are read, below 100 levels the tags are left out and the words stay; more than 400,000 nodes
/// are too large. Entities of HTML are known, those that a document declares are not and stay as they are
/// written. The work grows with the length of the text alone.
Document read(std::string_view text);

/// All text inside, of whatever depth.
std::string text_of(Node const& node);
/// What is inside as HTML. `escaped`: its text is text, and may not become tags; else it is HTML already.
std::string html_of(Node const& node, bool escaped);

// vocabulary.cpp

/// Whose word a name is: by the namespace's address, which may be null if nobody declared that prefix: then,
/// and where nobody knows the address, by the prefix that is usual. An address counts as it is meant: with
/// https, a slash too many, in capitals. `root` is the name of the document's root: what has no prefix is the
/// feed's own unless it is known to be another's.
Space space_of(std::string_view prefix, std::string const* address, std::string_view root);

/// Whether Atom of any version has that address.
bool is_atom(std::string_view address);

}  // namespace bot::networks::markup
