#include "bot/base/keys.h"

#include <sodium.h>

#include <fstream>
#include <stdexcept>
#include <vector>

#include "bot/base/file.h"
#include "bot/base/user_error.h"

namespace bot {
namespace {

void make(std::filesystem::path const& path) {
    std::array<unsigned char, 32> key;
    randombytes_buf(key.data(), key.size());
    write_durably(path, {reinterpret_cast<char const*>(key.data()), key.size()});
    sodium_memzero(key.data(), key.size());
}

std::array<unsigned char, 32> load(std::filesystem::path const& path) {
    using std::filesystem::perms;
    if (!std::filesystem::exists(path)) make(path);
    auto const others = perms::group_all | perms::others_all;
    if ((std::filesystem::status(path).permissions() & others) != perms::none)
        throw UserError(
            UserError::Kind::invalid,
            "the key " + path.string() + " can be read by others; close it with: chmod 600 " + path.string());
    auto const size = std::filesystem::file_size(path);
    std::array<unsigned char, 32> key;
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(key.data()), key.size());
    if (!file || size != key.size())
        throw UserError(UserError::Kind::invalid, "the key " + path.string() + " has " +
                                                      std::to_string(size) +
                                                      " bytes instead of 32; restore it from a backup");
    return key;
}

/// As they stand in `names()`.
constexpr std::array<std::string_view, 4> key_names{"pepper", "mail", "session", "log"};

std::string hex(unsigned char const* bytes, std::size_t size) {
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, size);
    text.pop_back();
    return text;
}

unsigned char const* raw(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

void add(crypto_auth_hmacsha256_state& state, std::string_view part) {
    std::array<unsigned char, 8> length;
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(part.size()) >> (8 * i));
    crypto_auth_hmacsha256_update(&state, length.data(), length.size());
    crypto_auth_hmacsha256_update(&state, raw(part), part.size());
}

std::string keyed(std::array<unsigned char, 32> const& key, std::string_view purpose,
                  std::initializer_list<std::string_view> parts) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), key.size());
    add(state, purpose);
    for (auto const part : parts) add(state, part);
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code;
    crypto_auth_hmacsha256_final(&state, code.data());
    return hex(code.data(), code.size());
}

}  // namespace

std::span<std::string_view const> Keys::names() {
    return key_names;
}

Keys::Keys(std::filesystem::path const& folder) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start: no randomness");
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    pepper_ = load(folder / "pepper");
    mail_ = load(folder / "mail");
    session_ = load(folder / "session");
    log_ = load(folder / "log");
}

Keys::~Keys() {
    for (auto* key : {&pepper_, &mail_, &session_, &log_}) sodium_memzero(key->data(), key->size());
}

std::string Keys::hash(std::string_view purpose, std::initializer_list<std::string_view> parts) const {
    return keyed(pepper_, purpose, parts);
}

std::string Keys::session_hash(std::string_view purpose,
                               std::initializer_list<std::string_view> parts) const {
    return keyed(session_, purpose, parts);
}

std::string Keys::seal(std::string_view plain) const {
    std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
    auto* const bytes = reinterpret_cast<unsigned char*>(sealed.data());
    randombytes_buf(bytes, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, raw(plain), plain.size(), bytes, mail_.data());
    return to_base64(sealed);
}

std::optional<std::string> Keys::open(std::string_view sealed) const {
    auto const bytes = from_base64(sealed);
    constexpr auto overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (!bytes || bytes->size() < overhead) return std::nullopt;
    std::string plain(bytes->size() - overhead, '\0');
    if (crypto_secretbox_open_easy(
            reinterpret_cast<unsigned char*>(plain.data()), raw(*bytes) + crypto_secretbox_NONCEBYTES,
            bytes->size() - crypto_secretbox_NONCEBYTES, raw(*bytes), mail_.data()) != 0)
        return std::nullopt;
    return plain;
}

std::string Keys::fingerprint(std::string_view name) const {
    Key const* const all[]{&pepper_, &mail_, &session_, &log_};
    for (std::size_t i = 0; i < key_names.size(); ++i)
        if (key_names[i] == name) return keyed(*all[i], "fingerprint of a key", {name});
    throw std::out_of_range("no key is called " + std::string(name));
}

std::string post_key(Keys const& keys, std::string_view network, std::string_view native_id) {
    return keys.hash("post", {network, native_id});
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
    crypto_hash_sha256(digest.data(), raw(bytes), bytes.size());
    return hex(digest.data(), digest.size());
}

std::string to_base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    char const* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

bool same_secret(std::string_view one, std::string_view other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace bot
