#include "bot/detect/prefilter.h"

#include <hs.h>
#include <malloc.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "bot/detect/lexicon.h"
#include "bot/detect/normalise.h"

namespace bot::detect {

namespace {

struct FreeDatabase {
    void operator()(hs_database_t* database) const noexcept { hs_free_database(database); }
};
struct FreeScratch {
    void operator()(hs_scratch_t* scratch) const noexcept { hs_free_scratch(scratch); }
};
using Database = std::unique_ptr<hs_database_t, FreeDatabase>;
using Scratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

constexpr std::size_t shortest = 4;  // bytes; shorter words are in everything

// A post passes if it has one of the first, or two different ones of the others, one of which speaks of
// people and what they did.
enum class Kind : unsigned { enough, half };
constexpr std::uint64_t deeds = bit(Cue::people) | bit(Cue::service) | bit(Cue::help) | bit(Cue::speed) |
                                bit(Cue::warmth) | bit(Cue::beyond);

bool kind_of(Cue cue, Kind& kind) {
    switch (cue) {
        case Cue::gratitude:
            kind = Kind::enough;
            return true;
        case Cue::praise:
        case Cue::beyond:
        case Cue::warmth:
        case Cue::help:
        case Cue::people:
        case Cue::service:
        case Cue::liking:
        case Cue::speed:
            kind = Kind::half;
            return true;
        default:
            return false;
    }
}

struct Literal {
    std::string bytes;
    Kind kind;
    unsigned cue;

    unsigned id() const { return kind == Kind::enough ? 0 : 1 + cue; }
};

// What holds another literal that says the same is found by that one: "thank" finds "thankful".
std::vector<Literal> without_needless(std::vector<Literal> const& all) {
    std::set<std::pair<unsigned, std::string_view>> known, taken;
    for (auto const& literal : all) known.emplace(literal.id(), literal.bytes);
    std::vector<Literal> kept;
    for (auto const& literal : all) {
        std::string_view const bytes = literal.bytes;
        bool needless = false;
        for (std::size_t from = 0; from + shortest <= bytes.size(); ++from) {
            for (auto length = shortest; from + length <= bytes.size(); ++length) {
                auto const part = bytes.substr(from, length);
                needless |= known.contains({0, part}) && !(literal.id() == 0 && length == bytes.size());
                needless |= length < bytes.size() && known.contains({literal.id(), part});
            }
        }
        if (!needless && taken.emplace(literal.id(), bytes).second) kept.push_back(literal);
    }
    return kept;
}

void add_literal(std::vector<Literal>& literals, std::string_view entry, Kind kind, Cue cue) {
    if (entry.back() == '*') entry.remove_suffix(1);
    std::string bytes(entry);
    std::replace(bytes.begin(), bytes.end(), '_', ' ');
    if (bytes.size() < shortest) return;
    literals.push_back({bytes, kind, static_cast<unsigned>(cue)});
}

std::vector<Literal> literals() {
    std::vector<Literal> all;
    for (auto const& list : word_lists()) {
        Kind kind{};
        if (!kind_of(list.cue, kind)) continue;
        std::size_t at = 0;
        while (at < list.words.size()) {
            auto const to = std::min(list.words.find(' ', at), list.words.size());
            if (to > at) add_literal(all, list.words.substr(at, to - at), kind, list.cue);
            at = to + 1;
        }
    }
    return all;
}

Database compiled(std::vector<Literal> const& all) {
    std::vector<char const*> bytes;
    std::vector<std::size_t> lengths;
    std::vector<unsigned> flags, ids;
    for (auto const& literal : all) {
        bytes.push_back(literal.bytes.data());
        lengths.push_back(literal.bytes.size());
        flags.push_back(HS_FLAG_CASELESS | HS_FLAG_SINGLEMATCH);
        ids.push_back(literal.id());
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_lit_multi(bytes.data(), flags.data(), ids.data(), lengths.data(),
                             static_cast<unsigned>(bytes.size()), HS_MODE_BLOCK, nullptr, &database,
                             &error) != HS_SUCCESS) {
        std::string const why = error->message;
        hs_free_compile_error(error);
        throw std::runtime_error("the prefilter's patterns do not compile: " + why);
    }
    malloc_trim(0);  // Compiling took 40 MB for a moment; a daemon should not keep them.
    return Database(database);
}

struct Found {
    bool enough = false;
    std::uint64_t halves = 0;
};

int on_match(unsigned id, unsigned long long, unsigned long long, unsigned, void* context) {
    auto& found = *static_cast<Found*>(context);
    if (id == 0) {
        found.enough = true;
    } else {
        found.halves |= std::uint64_t{1} << (id - 1);
        found.enough = (found.halves & (found.halves - 1)) != 0 && (found.halves & deeds) != 0;
    }
    return found.enough ? 1 : 0;
}

}  // namespace

struct Prefilter::Patterns {
    Database database;

    // One a thread; Vectorscan makes it grow when another database needs more.
    hs_scratch_t* scratch() const {
        thread_local Scratch held;
        thread_local hs_database_t const* fits = nullptr;
        if (fits != database.get()) {
            auto* raw = held.release();
            auto const result = hs_alloc_scratch(database.get(), &raw);
            held.reset(raw);
            if (result != HS_SUCCESS) throw std::bad_alloc();
            fits = database.get();
        }
        return held.get();
    }
};

Prefilter::Prefilter() : patterns_(new Patterns{compiled(without_needless(literals()))}) {}
Prefilter::~Prefilter() = default;

bool Prefilter::passes(std::string_view words) const {
    if (words.size() > 0xFFFFFFFF) return true;
    Found found;
    hs_scan(patterns_->database.get(), words.data(), static_cast<unsigned>(words.size()), 0,
            patterns_->scratch(), on_match, &found);
    return found.enough;
}

}  // namespace bot::detect
