#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot::web {

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

    std::string root;           // "/de" or "/en" if the path began with it, else ""
    std::string form_token;     // for the forms of the page that answers
    bool token_ok = true;       // false only where the route asked to be told: nothing may change then
    std::string operator_name;  // "" where nobody is signed in
    std::string banner;         // what every page of the console says above all else; "" is nothing

    /// An address of this site in the language the visitor chose: link("/nominate").
    std::string link(std::string_view to) const { return root + std::string(to); }
    std::string param(std::string_view name) const {
        auto const found = params.find(std::string(name));
        return found == params.end() ? "" : found->second;
    }
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

}  // namespace bot::web
