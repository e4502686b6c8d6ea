#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/engine/store.h"

namespace storage {

/// The one writer of an SQLite file: a thread that runs what waits in one transaction, so that callers who
/// come together share an fsync. Each change has a savepoint, so one that throws takes only itself back.
/// Behind Store; nothing else includes this. What comes while a batch is synced is the next one, so the
/// busier it is the more callers share.
class GroupCommit {
public:
    using Change = std::function<void(Write&)>;
    /// How a change is run on the writing session; Store can make a Write, nobody else.
    using Apply = std::function<void(Change const&, soci::session&)>;

    /// `open` gives the session to write on: once now (what it throws comes out here), and again after one
    /// was lost.
    GroupCommit(std::function<std::unique_ptr<soci::session>()> open, Apply apply);
    GroupCommit(GroupCommit const&) = delete;
    /// Finishes what was accepted.
    ~GroupCommit();

    /// Returns when the change is durable; throws what it threw, or Error if the commit failed. Any thread
    /// but the writer's: a change never calls this.
    void run(Change const& change);

private:
    struct Job;
    using Jobs = std::deque<Job*>;

    // All on the writer's thread.

    /// Until it closes: takes all that wait as one batch and commits it.
    void work();
    /// False if a job's failure ended the transaction of all: that job is finished, the others have to run
    /// again.
    bool commit(Jobs& batch);
    /// Each behind a savepoint; who fails is finished and leaves the batch. False as for commit().
    bool run_jobs(Jobs& batch);
    /// Lets its caller go on: without a failure, or with the one that is thrown there.
    void finish(Job& job, std::exception_ptr failure);
    /// The engine's failure as Error, `full` also where only errno tells it; any other as it is.
    std::exception_ptr reason(std::exception_ptr failure, char const* doing) const;
    /// Leaves a session that can begin again, or none: then the next batch opens another.
    void recover();

    std::function<std::unique_ptr<soci::session>()> const open_;
    Apply const apply_;
    std::unique_ptr<soci::session> session_;  // of the thread alone
    std::mutex mutex_;
    std::condition_variable arrived_;
    Jobs waiting_;          // guarded by mutex_; of callers who wait in run()
    bool closing_ = false;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace storage
