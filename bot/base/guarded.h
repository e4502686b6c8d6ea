#pragma once

#include <mutex>

// Which mutex guards which field, told to the compiler and not only to the reader.
//
//     mutable Mutex mutex_;
//     std::vector<Handle> idle_ GUARDED_BY(mutex_);
//     void sort_idle() REQUIRES(mutex_);
//
// Clang checks it (-Wthread-safety, an error in the build with the address sanitizer); for g++ the words are
// empty. Checked is every use of such a field in a function that neither holds its mutex by a Hold nor has
// REQUIRES. Not checked are constructors and destructors, and whatever takes std::unique_lock or waits for a
// condition variable, as libstdc++'s own types are not annotated: there a comment names the mutex.
#ifdef __clang__
#define THREAD_ANALYSIS(attribute) __attribute__((attribute))
#else
#define THREAD_ANALYSIS(attribute)
#endif

/// Of a field: only with that mutex held.
#define GUARDED_BY(mutex) THREAD_ANALYSIS(guarded_by(mutex))
/// Of a function: who calls it holds that mutex.
#define REQUIRES(mutex) THREAD_ANALYSIS(requires_capability(mutex))

namespace bot {

/// A std::mutex that the analysis knows.
class THREAD_ANALYSIS(capability("mutex")) Mutex {
public:
    void lock() THREAD_ANALYSIS(acquire_capability()) { mutex_.lock(); }
    void unlock() THREAD_ANALYSIS(release_capability()) { mutex_.unlock(); }

private:
    std::mutex mutex_;
};

/// Holds it until the end of the block.
class THREAD_ANALYSIS(scoped_lockable) Hold {
public:
    explicit Hold(Mutex& mutex) THREAD_ANALYSIS(acquire_capability(mutex)) : mutex_(mutex) { mutex_.lock(); }
    Hold(Hold const&) = delete;
    ~Hold() THREAD_ANALYSIS(release_capability()) { mutex_.unlock(); }

private:
    Mutex& mutex_;
};

}  // namespace bot
