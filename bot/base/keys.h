#pragma once

#include <array>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bot {

/// The secrets of one installation, each a file of 32 random bytes, mode 0600, in data/keys: `pepper` (keyed
/// hashes), `mail` (what is sealed), `session` (cookies and form tokens), `log` (reserved for the public
/// log's signature). What losing each one means is in deploy/README.md. Immutable once built; any thread.
class Keys {
public:
    /// The names of the four files.
    static std::span<std::string_view const> names();
    /// Reads the files, making those that are missing. Throws UserError if one has the wrong length or is
    /// readable by others.
    explicit Keys(std::filesystem::path const& folder);
    ~Keys();

    /// HMAC-SHA256 under the pepper of the purpose and the parts, unambiguous (each is preceded by its
    /// length); 64 characters of hex. For what must be found again but not read back.
    std::string hash(std::string_view purpose, std::initializer_list<std::string_view> parts) const;
    /// The same under the session key.
    std::string session_hash(std::string_view purpose, std::initializer_list<std::string_view> parts) const;
    /// Encrypts and authenticates under the mail key (XSalsa20-Poly1305, fresh nonce); base64.
    std::string seal(std::string_view plain) const;
    /// Empty if it was not sealed with this key or has been changed.
    std::optional<std::string> open(std::string_view sealed) const;
    /// What tells the key of that name from any other and nothing of it, 64 characters of hex, so that a
    /// database knows the keys it was made with. Throws std::out_of_range for another name.
    std::string fingerprint(std::string_view name) const;

private:
    using Key = std::array<unsigned char, 32>;
    Key pepper_, mail_, session_, log_;
};

/// What a post is known by for life: hash(network, native id).
std::string post_key(Keys const& keys, std::string_view network, std::string_view native_id);

/// SHA-256, 64 characters of hex.
std::string sha256_hex(std::string_view bytes);
std::string to_base64(std::string_view bytes);
/// Empty if it is not standard base64 with padding.
std::optional<std::string> from_base64(std::string_view text);
/// Takes the same time whatever their first difference.
bool same_secret(std::string_view one, std::string_view other);

}  // namespace bot
