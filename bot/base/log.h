#pragma once

#include <chrono>
#include <concepts>
#include <exception>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "storage/engine/error.h"
#include "storage/types.h"

/// One line an event, on standard error: a fixed sentence and named fields.
///
///     log::warn("a network could not be searched", {{"network", log::vouched(name)}, {"failures", 3}});
///
/// What people typed cannot get in by accident: the sentence and the names are literals, a field takes
/// numbers, truths, ids, durations and literals; a string only through vouched(). Whatever looks like a mail
/// address or an invite link is masked all the same.
namespace bot::log {

/// Words of the program itself: only what stands in the source can be one, which the compiler checks.
class Literal {
public:
    consteval Literal(char const* text) : text_(text) {}
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// A string that the caller knows to be free of secrets and of what people typed: names of networks, files,
/// codes of an engine, the text of an exception of ours.
struct Vouched {
    std::string text;
};
inline Vouched vouched(std::string_view text) {
    return {std::string(text)};
}

/// A named value; whole numbers of any type are kept as long long. In text it is name="value", in JSON a
/// member of the line's object.
class Field {
public:
    using Value = std::variant<long long, double, bool, std::string>;
    Field(Literal name, bool truth) : name_(name), value_(truth) {}
    template <std::integral Whole>
    Field(Literal name, Whole number) : name_(name), value_(static_cast<long long>(number)) {}
    Field(Literal name, double number) : name_(name), value_(number) {}
    Field(Literal name, Literal words) : name_(name), value_(std::string(words.text())) {}
    Field(Literal name, Vouched words) : name_(name), value_(std::move(words.text)) {}
    /// Its text; of the database's own exceptions, which quote values, only the code.
    Field(Literal name, std::exception const& failure) : name_(name), value_(storage::loggable(failure)) {}
    Field(Literal name, std::filesystem::path const& file) : name_(name), value_(file.string()) {}
    template <class Row>
    Field(Literal name, storage::Id<Row> const& id) : name_(name), value_(id.text()) {}
    /// Shown in milliseconds.
    template <class Count, class Period>
    Field(Literal name, std::chrono::duration<Count, Period> lasted)
        : name_(name),
          value_(
              static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(lasted).count())) {
    }
    Field(Literal, std::string const&) = delete;  // see vouched()

    std::string_view name() const { return name_.text(); }
    Value const& value() const { return value_; }

private:
    Literal name_;
    Value value_;
};

using Fields = std::initializer_list<Field>;

// Any thread; nothing is thrown, and a line that the level leaves out costs nothing but its fields. `info` is
// what an operator wants to know afterwards, `warn` what went wrong and is tried again, `error` what a person
// has to look at.
void debug(Literal what, Fields fields = {});
void info(Literal what, Fields fields = {});
void warn(Literal what, Fields fields = {});
void error(Literal what, Fields fields = {});

struct Settings {
    std::string level = "info";    // debug, info, warn, error, off
    std::string format = "text";   // text: key=value; json: an object a line
    std::filesystem::path file{};  // "" is standard error; tests give a file
};
/// Call once before the threads start; before it, everything from `info` on goes to standard error as text.
void start(Settings const& settings);

}  // namespace bot::log
