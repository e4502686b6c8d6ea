#include "storage/engine/group_commit.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <exception>

#include "storage/engine/connections.h"
#include "storage/engine/error.h"
#include "storage/engine/kept_statements.h"
#include "storage/engine/sql.h"

namespace storage {
struct GroupCommit::Job {
    Change const& change;
    std::condition_variable ended;
    bool done = false;           // guarded by mutex_
    std::exception_ptr failure;  // guarded by mutex_
};

GroupCommit::GroupCommit(std::function<std::unique_ptr<soci::session>()> open, Apply apply)
    : open_(std::move(open)), apply_(std::move(apply)), session_(open_()), thread_([this] { work(); }) {}

GroupCommit::~GroupCommit() {
    {
        std::lock_guard const hold(mutex_);
        closing_ = true;
    }
    arrived_.notify_one();
    thread_.join();
}

void GroupCommit::run(Change const& change) {
    Job job{change, {}, false, {}};
    std::unique_lock hold(mutex_);
    waiting_.push_back(&job);
    arrived_.notify_one();
    job.ended.wait(hold, [&] { return job.done; });
    if (job.failure) std::rethrow_exception(job.failure);
}

void GroupCommit::finish(Job& job, std::exception_ptr failure) {
    // Notified under the lock: the job lives on the stack of the caller, who is gone as soon as it can go.
    std::lock_guard const hold(mutex_);
    job.failure = std::move(failure);
    job.done = true;
    job.ended.notify_one();
}

void GroupCommit::work() {
    for (;;) {
        Jobs batch;
        {
            std::unique_lock hold(mutex_);
            arrived_.wait(hold, [&] { return closing_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            batch.swap(waiting_);
        }
        while (!batch.empty() && !commit(batch)) {
        }
    }
}

bool GroupCommit::commit(Jobs& batch) {
    std::exception_ptr failure;
    try {
        if (!session_) session_ = open_();
        *session_ << "begin immediate";
        if (!run_jobs(batch)) {
            recover();
            return false;
        }
        *session_ << "commit";
    } catch (...) {
        failure = reason(std::current_exception(), "committing");
        recover();
    }
    for (auto* const job : batch) finish(*job, failure);
    return true;
}

bool GroupCommit::run_jobs(Jobs& batch) {
    for (auto job = batch.begin(); job != batch.end();) {
        std::exception_ptr failure;
        bool ended = false;
        *session_ << "savepoint job";
        try {
            apply_((*job)->change, *session_);
            *session_ << "release job";
            ++job;
            continue;
        } catch (...) {
            // A full disk ends the transaction as a whole, and with it the savepoints.
            ended = !in_transaction(*session_);
            failure = reason(std::current_exception(), "writing");
        }
        // Out of the catch, so that the exception is the caller's alone from here on.
        finish(**job, std::move(failure));
        job = batch.erase(job);
        if (ended) return false;
        *session_ << "rollback to job";
        *session_ << "release job";
    }
    return true;
}

std::exception_ptr GroupCommit::reason(std::exception_ptr failure, char const* doing) const {
    try {
        std::rethrow_exception(failure);
    } catch (soci::soci_error const& error) {
        auto const why = translated(error, doing);
        auto const system = session_ ? sqlite_api::sqlite3_system_errno(sqlite_of(*session_)) : 0;
        bool const no_room = why.kind() == Error::Kind::broken && (system == ENOSPC || system == EDQUOT);
        return std::make_exception_ptr(no_room ? Error(Error::Kind::full, why.what()) : why);
    } catch (...) {
        return failure;
    }
}

void GroupCommit::recover() {
    if (!session_) return;
    if (in_transaction(*session_)) roll_back(*session_);
    if (in_transaction(*session_)) session_.reset();
}

}  // namespace storage
