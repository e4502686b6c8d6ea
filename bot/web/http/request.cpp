#include "bot/web/http/request.h"

#include <algorithm>

#include "bot/base/strings.h"
#include "bot/text/code_points.h"
#include "bot/web/http/address.h"

namespace bot::web {

namespace {

constexpr std::size_t most_fields = 200;

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            auto const high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

/// Browsers send CR LF; all code behind this knows LF alone.
std::string with_plain_line_ends(std::string const& text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

/// Takes what comes before `mark` off the front of `text`, and the mark with it.
std::string_view take_until(std::string_view& text, char mark) {
    auto const end = text.find(mark);
    auto const part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

/// Takes "/de" off the path of a page that visitors see; operators' pages have one address in all languages.
void take_language(Request& request, pages::Words const& words) {
    for (auto const& language : words.languages()) {
        auto const root = "/" + language;
        if (request.path != root && !request.path.starts_with(root + "/")) continue;
        auto rest = request.path.substr(root.size());
        if (rest == "/console" || rest.starts_with("/console/") || rest.starts_with("/static/")) return;
        request.path = rest.empty() ? "/" : rest;
        request.root = root;
        request.language = language;
        return;
    }
}

std::optional<Fault> read_target(std::string_view target, Request& request) {
    auto const mark = target.find('?');
    auto path = decode_path(target.substr(0, mark));
    if (!path) return Fault::bad_request;
    request.path = std::move(*path);
    if (mark == std::string_view::npos) return std::nullopt;
    auto query = decode_fields(target.substr(mark + 1));
    if (!query.fields) return Fault::bad_request;
    request.query = std::move(*query.fields);
    return std::nullopt;
}

std::optional<Fault> read_form(std::string const& body, Request& request) {
    auto const type = request.header("content-type").value_or("");
    // Mail programs may end a contact's mails so (RFC 8058); no form of ours does, so nothing is read of it.
    if (type.starts_with("multipart/form-data")) return std::nullopt;
    if (!body.empty() && !type.starts_with("application/x-www-form-urlencoded")) return Fault::bad_request;
    auto form = decode_fields(body);
    if (form.bad_text) return Fault::bad_text;
    if (!form.fields) return Fault::bad_request;
    request.form = std::move(*form.fields);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> Request::cookie(std::string_view name) const {
    auto const sent = header("cookie");
    return sent ? cookie_named(*sent, name) : std::nullopt;
}

Response html(std::string body, int status) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response redirect(std::string const& to) {
    Response response;
    response.status = 303;
    response.headers.emplace_back("Location", to);
    return response;
}

Request refused(Request request, std::string sentence, int status) {
    request.problem = std::move(sentence);
    request.status = status;
    return request;
}

bool is_text(std::string_view bytes) {
    return bytes.find('\0') == bytes.npos && text::CodePoints(bytes).sound;
}

Decoded decode_fields(std::string_view text) {
    Fields fields;
    while (!text.empty()) {
        auto value = take_until(text, '&');
        if (value.empty()) continue;
        auto const name = percent_decoded(take_until(value, '='), true);
        auto const decoded = percent_decoded(value, true);
        if (!name || !decoded || fields.all().size() == most_fields) return {};
        if (!is_text(*name) || !is_text(*decoded)) return {std::nullopt, true};
        fields.add(*name, with_plain_line_ends(*decoded));
    }
    return {std::move(fields), false};
}

std::optional<std::string> decode_path(std::string_view raw) {
    auto const path = percent_decoded(raw, false);
    if (!path || !path->starts_with('/') || !is_text(*path)) return std::nullopt;
    auto const forbidden = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\';
    };
    if (std::ranges::any_of(*path, forbidden)) return std::nullopt;
    auto rest = std::string_view(*path).substr(1);
    while (!rest.empty()) {
        auto const part = take_until(rest, '/');
        if (part.empty() || part == "." || part == "..") return std::nullopt;
    }
    return path;
}

bool is_plain_path(std::string_view path) {
    return std::ranges::all_of(path, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-';
    });
}

std::optional<std::string> cookie_named(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        auto value = take_until(header, ';');
        if (trimmed(take_until(value, '='), " \t") == name) return std::string(trimmed(value, " \t"));
    }
    return std::nullopt;
}

ReadRequest read_request(Arrived const& arrived, pages::Words const& words,
                         std::vector<std::string> const& trusted_proxies) {
    ReadRequest read;
    auto& request = read.request;
    request.method = arrived.method;
    request.headers = arrived.headers;
    request.path = "/";
    request.language = words.choose(request.header("accept-language").value_or(""));
    request.client =
        client_address(arrived.peer, request.header("x-forwarded-for").value_or(""), trusted_proxies);
    read.fault = read_target(arrived.target, request);
    read.whole_path = request.path;
    take_language(request, words);
    if (arrived.fault) read.fault = arrived.fault;
    if (!read.fault && arrived.method != "GET" && arrived.method != "HEAD" && arrived.method != "POST")
        read.fault = Fault::method;
    if (!read.fault && arrived.method == "POST") read.fault = read_form(arrived.body, request);
    return read;
}

}  // namespace bot::web
