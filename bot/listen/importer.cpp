#include "bot/listen/importer.h"

#include "bot/base/kill_point.h"
#include "bot/base/user_error.h"
#include "bot/networks/archive/archive.h"
#include "storage/networks.h"

namespace bot::listen {
namespace {

namespace fs = std::filesystem;

struct FileReader {
    storage::Store& store;
    Clock const& clock;
    Intake& intake;
    std::optional<Time> from;

    void read(fs::path const& file, Imported& done,
              std::function<void(std::uint64_t used)> const& on_page) const {
        networks::ArchiveSettings settings;
        settings.paths = {file};
        settings.complete = true;
        networks::ArchiveListener archive(settings, clock);
        auto cursor = storage::imports::cursor(store, file.string(), from).value_or("");
        for (bool more = true; more;) {
            auto page = archive.search({}, cursor);
            done.too_old +=
                static_cast<long long>(std::erase_if(page.posts, [&](networks::FoundPost const& post) {
                    return from && post.written_at && *post.written_at < *from;
                }));
            done.taken += intake.take("archive", page, [&](storage::Write& write) {
                storage::imports::advance(write, file.string(), from, page.cursor, clock.now());
            });
            kill_point("import.page");
            done.skipped += static_cast<long long>(page.skipped.size());
            for (auto const& skipped : page.skipped)
                if (done.first_skipped.size() < Imported::shown) done.first_skipped.push_back(skipped);
            cursor = page.cursor;
            more = page.more;
            on_page(more ? archive.used() : fs::file_size(file));
        }
    }
};

}  // namespace

double Imported::posts_a_second() const {
    auto const seconds = std::chrono::duration<double>(lasted).count();
    return seconds > 0 ? static_cast<double>(taken.read) / seconds : 0;
}

Imported import_posts(storage::Store& store, Clock const& clock, Intake& intake,
                      std::vector<fs::path> const& paths, std::optional<Time> from,
                      std::function<void(ImportProgress const&)> const& on_progress) {
    auto const start = std::chrono::steady_clock::now();
    networks::ArchiveSettings all;
    for (auto const& path : paths) {
        if (!fs::exists(path))
            throw UserError(UserError::Kind::not_found,
                            path.string() + " is not there; name a file or a folder of posts");
        all.paths.push_back(fs::canonical(path));
    }
    auto const files = networks::archive_files(all);
    FileReader const reader{store, clock, intake, from};
    Imported done;
    ImportProgress progress;
    for (auto const& file : files) progress.size += fs::file_size(file);
    std::uint64_t before = 0;
    for (auto const& file : files) {
        progress.file = file;
        reader.read(file, done, [&](std::uint64_t used) {
            progress.used = before + used;
            progress.posts = done.taken.read;
            if (on_progress) on_progress(progress);
        });
        before += fs::file_size(file);
        ++done.files;
    }
    done.lasted = std::chrono::steady_clock::now() - start;
    return done;
}

}  // namespace bot::listen
