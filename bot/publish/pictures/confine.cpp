#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>

#include "bot/publish/pictures/draw.h"

namespace bot::publish::pictures {
namespace {

void limit(decltype(RLIMIT_CPU) what, rlim_t most) {
    rlimit const both{most, most};
    if (::setrlimit(what, &both) != 0) throw std::system_error(errno, std::generic_category(), "setrlimit");
}

#if defined(__x86_64__) || defined(__aarch64__)
#if defined(__x86_64__)
constexpr unsigned machine = AUDIT_ARCH_X86_64;
#else
constexpr unsigned machine = AUDIT_ARCH_AARCH64;
#endif

/// Sockets, other programs and other processes: the kernel answers EPERM.
void refuse_calls() {
    constexpr std::array<unsigned, 5> refused{__NR_socket, __NR_connect, __NR_execve, __NR_execveat,
                                              __NR_ptrace};
    std::array<sock_filter, refused.size() + 6> program{};
    std::size_t at = 0;
    auto const refuse = static_cast<unsigned char>(refused.size());
    program[at++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
    program[at++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0);
    program[at++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    program[at++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    for (unsigned char i = 0; i < refused.size(); ++i)
        program[at++] =
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[i], static_cast<unsigned char>(refuse - i), 0);
    program[at++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program[at++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    sock_fprog const filter{static_cast<unsigned short>(at), program.data()};
    // A kernel without it draws all the same: there is nothing in an SVG that would ask for a network.
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}
#else
void refuse_calls() {}
#endif

}  // namespace

void confine() {
    constexpr rlim_t megabyte = 1024 * 1024;
    limit(RLIMIT_CPU, 10);  // seconds
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 64 * megabyte);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SUPPORTAWARDS_RESERVES_ADDRESSES
#endif
#endif
#ifndef SUPPORTAWARDS_RESERVES_ADDRESSES
    limit(RLIMIT_AS, 1024 * megabyte);  // of addresses; fonts are mapped, a collection of them has 100 MB
#endif
#endif
    refuse_calls();
}

}  // namespace bot::publish::pictures
