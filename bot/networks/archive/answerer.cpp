#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <system_error>

#include "bot/base/file.h"
#include "bot/base/kill_point.h"
#include "bot/networks/archive/archive.h"
#include "bot/networks/archive/line.h"
#include "bot/networks/archive/lines.h"
#include "bot/networks/client/json.h"
#include "bot/text/code_points.h"

namespace bot::networks {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;

/// An id of these characters stands in a line as it is, so that other lines need not be parsed.
bool plain(std::string_view id) {
    return std::ranges::all_of(id,
                               [](unsigned char c) { return std::isalnum(c) || std::strchr(":._-@", c); });
}

[[noreturn]] void fail(fs::path const& file, char const* doing, bool maybe_sent = false) {
    auto const why = std::generic_category().message(errno);
    throw NetworkError(NetworkError::Class::ours,
                       "archive: " + file.string() + " cannot be " + doing + ": " + why, maybe_sent);
}

/// The outbox, open and locked against other processes.
class Outbox {
public:
    explicit Outbox(fs::path const& file) : path_(file) {
        std::error_code error;
        fs::create_directories(file.parent_path(), error);
        file_ = FileDescriptor(::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
        if (!file_) fail(file, "opened");
        if (::flock(file_.number(), LOCK_EX) != 0) fail(file, "locked");
    }

    /// Whole or not at all, as far as this process can tell; durable when it returns.
    void append(std::string const& line) {
        auto const size = ::lseek(file_.number(), 0, SEEK_END);
        char last = '\n';
        if (size > 0 && ::pread(file_.number(), &last, 1, size - 1) != 1) fail(path_, "read");
        // A line that a crash left half-written stays behind as a bad one.
        auto const bytes = (last == '\n' ? "" : "\n") + line + "\n";
        auto const wrote = ::write(file_.number(), bytes.data(), bytes.size());
        if (wrote != static_cast<ssize_t>(bytes.size())) {
            auto const why = wrote < 0 ? errno : ENOSPC;
            bool const taken_back = ::ftruncate(file_.number(), size) == 0;
            errno = why;
            fail(path_, "written", !taken_back);
        }
        if (!sync(file_)) fail(path_, "synced to the disk", true);
    }

private:
    fs::path const path_;
    FileDescriptor file_;
};

std::optional<SentReply> sent_with(fs::path const& outbox, std::string const& key) {
    std::error_code error;
    if (!fs::exists(outbox, error)) return std::nullopt;
    Lines lines(outbox);
    while (auto const line = lines.next()) {
        if (line->text.find(key) == std::string_view::npos) continue;
        auto const object = json::parsed(line->text);
        if (!object.is_object() || object.value("idempotency_key", Json()) != key) continue;
        return SentReply{object.value("id", ""), std::nullopt, object.value("text", "")};
    }
    return std::nullopt;
}

/// Whether a line may be about the post or one below it.
bool speaks_of(std::string_view line, Parent const& parent) {
    auto const has = [&](std::string const& id) { return line.find(id) != std::string_view::npos; };
    return has(parent.native_id) ||
           std::ranges::any_of(parent.below, has, [](FoundPost const& post) { return post.native_id; });
}

void take_below(ArchiveLine const& line, Parent& parent) {
    auto const& id = line.post.native_id;
    if (line.post.in_reply_to != parent.native_id && !line.gone) return;
    std::erase_if(parent.below, [&](FoundPost const& post) { return post.native_id == id; });
    if (!line.gone) parent.below.push_back(line.post);
}

class ArchiveAnswerer : public Answerer {
public:
    explicit ArchiveAnswerer(ArchiveSettings settings) : settings_(std::move(settings)) {}
    Parent look(std::string_view native_id) override;
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override {
        return archive_reply(reply.text, parent, reply.idempotency_key, {});
    }
    SentReply send(Composed const& reply) override;
    std::optional<SentReply> find(Composed const& reply) override {
        return sent_with(settings_.outbox, reply.idempotency_key);
    }
    bool honours_idempotency() const override { return true; }

private:
    ArchiveSettings const settings_;
};

Parent ArchiveAnswerer::look(std::string_view native_id) {
    Parent parent;
    parent.state = Parent::State::gone;
    parent.native_id = native_id;
    bool const all_lines = !plain(native_id);
    auto everywhere = settings_;
    if (settings_.imported)
        for (auto& file : settings_.imported()) everywhere.paths.emplace_back(std::move(file));
    for (auto const& file : archive_files(everywhere)) {
        try {
            Lines lines(file);
            while (auto const line = lines.next()) {
                if (!all_lines && !speaks_of(line->text, parent)) continue;
                std::string why;
                auto read = read_archive_line(line->text, Time{}, why);
                if (read) take_below(*read, parent);
                if (!read || read->post.native_id != native_id) continue;
                parent.state = read->gone ? Parent::State::gone : Parent::State::there;
                parent.text = std::move(read->post.text);
            }
        } catch (std::system_error const& error) {
            errno = error.code().value();
            fail(file, "read");
        }
    }
    return parent;
}

SentReply ArchiveAnswerer::send(Composed const& reply) {
    Outbox outbox(settings_.outbox);
    if (auto const there = sent_with(settings_.outbox, reply.idempotency_key)) return *there;
    kill_point("archive.before_append");
    outbox.append(reply.request);
    kill_point("archive.after_append");
    auto const sent = json::parsed(reply.request);
    return {sent.value("id", ""), std::nullopt, sent.value("text", "")};
}

}  // namespace

std::unique_ptr<Answerer> archive_answerer(ArchiveSettings settings) {
    return std::make_unique<ArchiveAnswerer>(std::move(settings));
}

Composed archive_reply(std::string const& words, Parent const& parent, std::string const& key, Time) {
    Json const line{
        {"id", "reply-" + key}, {"in_reply_to", parent.native_id}, {"text", words}, {"idempotency_key", key}};
    return {.request = json::written(line),
            .idempotency_key = key,
            .length = text::count_code_points(words),
            .limit = 500};
}

}  // namespace bot::networks
