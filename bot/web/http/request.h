#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bot/pages/words.h"

// A request from the bytes that came in to what handlers know, and the response that goes back. Pure; any
// thread.
namespace bot::web {

/// What can be wrong with a request, as far as the visitor is concerned; each has a page (page.h).
enum class Fault {
    bad_request,
    bad_text,  // what was typed holds NUL or is not UTF-8
    forbidden,
    stale,       // the form's token is wrong or too old
    signed_out,  // a form of the console, and nobody is signed in
    not_found,
    method,
    conflict,
    too_large,
    too_many,
    broken,
    unavailable
};

/// A request as it came in, nothing decoded.
struct Arrived {
    /// What the listener found wrong with it: `bad_request`, `too_large`, or `unavailable` because too many
    /// are being answered. Then the body is empty, and the answer closes the connection unless all was read.
    std::optional<Fault> fault;
    std::string method;
    /// Path and query as sent.
    std::string target;
    /// Names in lower case; of equal ones the library has joined the values.
    std::map<std::string, std::string> headers;
    std::string body;
    /// The address of the other end of the connection.
    std::string peer;
};

/// Names with values as a query or a form brings them, in order; the first of equal names counts.
class Fields {
public:
    void add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }
    std::optional<std::string> find(std::string_view name) const {
        for (auto const& [key, value] : all_)
            if (key == name) return value;
        return std::nullopt;
    }
    /// "" if it is not there.
    std::string text(std::string_view name) const { return find(name).value_or(""); }
    std::vector<std::pair<std::string, std::string>> const& all() const { return all_; }

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

/// One request, already read, decoded and within the caps. Text is valid UTF-8 without NUL.
struct Request {
    std::string method;  // GET, HEAD or POST
    std::string path;    // decoded, starts with '/', without "." and "..", "/de" taken off
    Fields query;
    Fields form;                                 // of a POST
    std::map<std::string, std::string> headers;  // names in lower case
    std::map<std::string, std::string> params;   // what {name} in the route matched
    std::string client;                          // address; behind a trusted proxy the one it tells
    std::string language;                        // of the path, else of Accept-Language; always one there is

    /// "/de" or "/en" if the path began with it, else "".
    std::string root;
    /// For the forms of the page that answers; show() puts it into the view. In the console it stands for the
    /// session.
    std::string form_token;
    /// False only where the route asked to be told that a form's token is wrong or too old: nothing may
    /// change then.
    bool token_ok = true;
    /// "" where nobody is signed in.
    std::string operator_name;
    /// What every page of the console says above all else; "" is nothing.
    std::string banner;
    /// What they say of the whole installation, above that; "" if nothing is wrong.
    std::string trouble;
    /// Why the form that it brought was refused, and the status that the page then has; see refused().
    std::string problem;
    int status = 200;

    /// An address of this site in the language the visitor chose: link("/nominate").
    std::string link(std::string_view to) const { return root + std::string(to); }
    /// What {name} of the route's path matched; "" if it has no such place.
    std::string param(std::string_view name) const {
        auto const found = params.find(std::string(name));
        return found == params.end() ? "" : found->second;
    }
    /// `name` in lower case. Empty if there is no such header.
    std::optional<std::string> header(std::string_view name) const {
        auto const found = headers.find(std::string(name));
        return found == headers.end() ? std::nullopt : std::optional(found->second);
    }
    /// Empty if the browser sent none of that name.
    std::optional<std::string> cookie(std::string_view name) const;
};

/// What goes back. Header values with control characters are refused by the listener (500, logged).
struct Response {
    int status = 200;
    std::string type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

Response html(std::string body, int status = 200);
/// 303, so that a reload repeats nothing.
Response redirect(std::string const& to);
/// The request again, for the page that its form stands on: show() says the sentence there, which is in the
/// visitor's language, and answers with that status.
Request refused(Request request, std::string sentence, int status);

/// A request as handlers know it, or what is wrong with it; then as much is filled in as an error page needs.
struct ReadRequest {
    Request request;
    std::string whole_path;  // with the language in front
    std::optional<Fault> fault;
};

/// Decodes what arrived. `trusted_proxies` are addresses whose X-Forwarded-For is believed.
ReadRequest read_request(Arrived const& arrived, pages::Words const& words,
                         std::vector<std::string> const& trusted_proxies);

/// What decode_fields() made of a stranger's text. `bad_text` is set when a value holds NUL or is not UTF-8,
/// so that the visitor can be told; anything else that is malformed gives nothing.
struct Decoded {
    std::optional<Fields> fields;
    bool bad_text = false;
};

/// A query or a form (application/x-www-form-urlencoded, url.spec.whatwg.org §5.1). Line ends become "\n".
/// More than 200 fields are refused.
Decoded decode_fields(std::string_view text);

/// The path of a request's target, percent-decoded. Empty unless it is UTF-8, starts with one '/', and has no
/// control character, backslash, empty part, "." or "..".
std::optional<std::string> decode_path(std::string_view raw);

/// Lower-case letters, digits, '/' and '-' alone, as our own paths are: it may stand in an address as it is.
bool is_plain_path(std::string_view path);

/// The value of the first cookie of that name in a Cookie header (RFC 6265 §4.2).
std::optional<std::string> cookie_named(std::string_view header, std::string_view name);

/// Valid UTF-8 (no surrogates, nothing overlong) without NUL.
bool is_text(std::string_view bytes);

}  // namespace bot::web
