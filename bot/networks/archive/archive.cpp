#include "bot/networks/archive/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "bot/networks/archive/cursor.h"
#include "bot/networks/archive/line.h"
#include "bot/networks/archive/lines.h"
#include "bot/text/json_lines.h"

namespace bot::networks {
namespace fs = std::filesystem;
namespace {

using FilePosition = ArchiveCursor::FilePosition;
constexpr std::size_t posts_a_page = 500;
constexpr std::size_t skipped_a_page = 100;

bool is_archive(fs::path const& file) {
    auto name = file.filename().string();
    for (std::string_view const packed : {".gz", ".zst"})
        if (name.ends_with(packed)) name.resize(name.size() - packed.size());
    return !name.starts_with('.') && (name.ends_with(".jsonl") || name.ends_with(".ndjson"));
}

/// Changes with every write to the file.
std::string stamp_of(fs::path const& file) {
    std::error_code error;
    auto const size = fs::file_size(file, error);
    auto const time = fs::last_write_time(file, error);
    return error ? "" : fmt::format("{}.{}", size, time.time_since_epoch().count());
}

}  // namespace

std::vector<fs::path> archive_files(ArchiveSettings const& settings) {
    std::vector<fs::path> files;
    for (auto const& path : settings.paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            if (fs::exists(path, error)) files.push_back(path);
            continue;
        }
        auto const first = files.size();
        for (auto const& entry : fs::directory_iterator(path, error))
            if (entry.is_regular_file(error) && is_archive(entry.path())) files.push_back(entry.path());
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(first), files.end());
    }
    return files;
}

/// The file that is open.
struct ArchiveListener::Reading {
    Reading(fs::path const& file, std::string state) : path(file), stamp(std::move(state)), lines(file) {}
    fs::path path;
    std::string stamp;  // of the file when it was opened
    Lines lines;
    std::uint64_t at = 0;
};

/// One call of search(): the page it makes, and what it says on the way.
struct ArchiveListener::Search {
    ArchiveSettings const& settings;
    Time now;
    ArchiveCursor cursor;
    SearchPage page;
    std::size_t most = posts_a_page;

    bool full() const {
        return page.posts.size() + page.gone.size() >= most || page.skipped.size() >= skipped_a_page;
    }
    void say(fs::path const& where, std::string why) {
        page.skipped.push_back({where.string(), std::move(why)});
    }

    void forget_vanished(std::vector<fs::path> const& files);
    void take(fs::path const& file, FilePosition& position, Lines::Line const& line);
    void take(std::string where, FoundPost post);
};

void ArchiveListener::Search::forget_vanished(std::vector<fs::path> const& files) {
    auto const there = [&](std::string const& path) {
        return std::ranges::find(files, fs::path(path)) != files.end();
    };
    std::erase_if(cursor.files, [&](auto const& entry) {
        if (entry.second.missing || there(entry.first)) return false;
        say(entry.first, "is no longer there");
        return true;
    });
    for (auto const& path : settings.paths) {
        std::error_code error;
        if (fs::exists(path, error)) continue;
        if (files.empty())
            throw NetworkError(
                NetworkError::Class::ours,
                fmt::format("archive: {} is not there; put a file there or change networks.archive.paths",
                            path.string()));
        auto& position = cursor.files[path.string()];
        if (!position.missing) say(path, "is not there");
        position = {};
        position.missing = true;
    }
}

void ArchiveListener::Search::take(fs::path const& file, FilePosition& position, Lines::Line const& line) {
    ++position.line;
    position.at = line.after;
    auto const where = [&] { return fmt::format("{}:{}", file.string(), position.line); };
    if (line.too_long) return say(where(), fmt::format("is longer than {} bytes", Lines::longest));
    auto const text = text::without_mark(line.text);
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) return;
    std::string why;
    auto read = read_archive_line(text, now, why);
    if (!read) return say(where(), std::move(why));
    if (read->gone)
        page.gone.push_back(std::move(read->post.native_id));
    else
        take(where(), std::move(read->post));
}

/// The first of a page whose time nobody can read stands for all.
void ArchiveListener::Search::take(std::string where, FoundPost post) {
    if (post.time_unread && std::ranges::none_of(page.posts, &FoundPost::time_unread))
        page.skipped.push_back(
            {std::move(where), "has a time that cannot be read: such a post never counts as new"});
    page.posts.push_back(std::move(post));
}

namespace {

/// A last line without an end may be half of what is being written; a whole object is not.
bool half_written(ArchiveSettings const& settings, Lines::Line const& line, Time now) {
    if (line.ended || settings.complete) return false;
    std::string why;
    return line.too_long || !read_archive_line(line.text, now, why);
}

}  // namespace

/// Opens the file at its position; null if that cannot be done, which is said once.
std::unique_ptr<ArchiveListener::Reading> ArchiveListener::open(Search& search, fs::path const& file,
                                                                FilePosition& position) {
    auto const stamp = stamp_of(file);
    try {
        auto reading = std::make_unique<Reading>(file, stamp);
        if (!position.fits(reading->lines.peek(FilePosition::beginning))) {
            search.say(file, "was replaced by another file, which is read from its start");
            position = {};
        }
        auto const beginning = reading->lines.peek(FilePosition::beginning);
        position.remember(beginning);
        if (auto why = text::why_no_json_lines(beginning); !why.empty()) {
            search.say(file, std::move(why));
            position.ended_as = stamp;
            return nullptr;
        }
        bool const by_object = text::keeps_objects_otherwise(beginning);
        if (!reading->lines.skip_to(position.at)) {
            search.say(file, "has become shorter and is read again from its start");
            position.at = position.line = 0;
            reading = std::make_unique<Reading>(file, stamp);
        }
        if (by_object) reading->lines.by_object();
        return reading;
    } catch (std::system_error const& error) {
        search.say(file, "cannot be read: " + error.code().message());
        position.ended_as = stamp;
        return nullptr;
    }
}

/// Takes lines until the page is full (true) or the file has no more of them.
bool ArchiveListener::read(Search& search, fs::path const& file, FilePosition& position) {
    if (!reading_ || reading_->path != file || reading_->at != position.at)
        reading_ = open(search, file, position);
    if (!reading_) return false;
    position.ended_as.clear();
    auto& lines = reading_->lines;
    while (!search.full()) {
        auto const line = lines.next();
        if (!line || half_written(settings_, *line, search.now)) {
            if (!lines.damage().empty()) search.say(file, lines.damage());
            if (settings_.complete && lines.cut_short())
                search.say(file, "ends in the middle of packed bytes");
            position.ended_as = reading_->stamp;
            reading_.reset();
            return false;
        }
        search.take(file, position, *line);
        reading_->at = position.at;
    }
    return true;
}

ArchiveListener::ArchiveListener(ArchiveSettings settings, Clock const& clock)
    : settings_(std::move(settings)), clock_(clock) {}
ArchiveListener::~ArchiveListener() = default;

std::uint64_t ArchiveListener::used() const {
    return reading_ ? reading_->lines.used() : 0;
}

SearchPage ArchiveListener::search(WatchQuery const&, std::string_view cursor) {
    Search search{settings_, clock_.now(), {}, {}};
    if (auto read = ArchiveCursor::from(cursor))
        search.cursor = std::move(*read);
    else
        search.say("the stored cursor", "cannot be read; the archive is read from its start");
    // A pace below one post a second is one post a page, a faster one a second's worth.
    auto const pace = settings_.posts_a_minute;
    if (pace > 0) search.most = std::clamp<std::size_t>(static_cast<std::size_t>(pace) / 60, 1, posts_a_page);
    auto const files = archive_files(settings_);
    search.forget_vanished(files);
    for (auto const& file : files) {
        auto& position = search.cursor.files[file.string()];
        if (position.missing) position = {};
        if (!position.ended_as.empty() && position.ended_as == stamp_of(file)) continue;
        if (search.page.more = read(search, file, position); search.page.more) break;
    }
    search.page.cursor = search.cursor.text();
    if (pace > 0 && !search.page.posts.empty())
        search.page.wait =
            std::chrono::milliseconds(60'000 * search.page.posts.size() / static_cast<std::size_t>(pace));
    return std::move(search.page);
}

Network archive(ArchiveSettings settings, Clock const& clock) {
    return {.name = "archive",
            .policy = policy_of("archive"),
            .listener = std::make_unique<ArchiveListener>(settings, clock),
            .answerer = archive_answerer(settings),
            .interval = settings.interval};
}

fs::path demo_archive(fs::path const& data) {
    return data / "archive";
}

namespace {

std::string preview(std::string const& words, std::string const& parent) {
    Parent to;
    to.native_id = parent.empty() ? "{post id}" : parent;
    return archive_reply(words, to, "{key}", {}).request;
}

Network connect(config::Networks const& all, Surroundings const& in) {
    ArchiveSettings settings;
    for (auto const& path : all.archive.paths)
        settings.paths.push_back(path == "demo" ? demo_archive(in.data) : fs::path(path));
    if (!in.look_back) settings.posts_a_minute = all.archive.posts_a_minute;
    settings.interval = all.archive.poll_interval;
    settings.outbox =
        all.archive.outbox.empty() ? in.data / "outbox" / "archive.jsonl" : fs::path(all.archive.outbox);
    return archive(std::move(settings), in.clock);
}

}  // namespace

constinit Descriptor const archive_network{
    .name = "archive",
    .composer = {count_archive, preview, archive_reply},
    .enabled = [](config::Networks const& all) { return all.archive.enabled; },
    .connect = connect};

}  // namespace bot::networks
