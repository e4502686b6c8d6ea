#include "bot/base/keys.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "bot/base/user_error.h"
#include "tests/tools/world.h"

namespace {

void write(std::filesystem::path const& path, std::string const& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    std::filesystem::permissions(path, std::filesystem::perms(0600));
}

}  // namespace

TEST_CASE("keys are made once, 32 bytes each, for the owner alone", "[keys]") {
    test::Folder const folder;
    auto const before = bot::Keys(folder / "keys").hash("mail", {"a@b.example"});
    CHECK(bot::Keys(folder / "keys").hash("mail", {"a@b.example"}) == before);
    for (auto const* name : {"pepper", "mail", "session", "log"}) {
        struct stat state {};
        REQUIRE(::stat((folder / "keys" / name).c_str(), &state) == 0);
        CHECK((state.st_mode & 07777) == 0600);
        CHECK(state.st_size == 32);
    }
    test::Folder const other;
    CHECK(bot::Keys(other / "keys").hash("mail", {"a@b.example"}) != before);
}

TEST_CASE("a key that others can read, or that is cut short, is refused by name", "[keys]") {
    test::Folder const folder;
    { bot::Keys const made(folder / "keys"); }
    auto const pepper = folder / "keys" / "pepper";
    std::filesystem::permissions(pepper, std::filesystem::perms(0640));
    CHECK_THROWS_WITH(bot::Keys(folder / "keys"), Catch::Contains("chmod 600 " + pepper.string()));
    std::filesystem::permissions(pepper, std::filesystem::perms(0600));
    std::filesystem::resize_file(pepper, 31);
    CHECK_THROWS_AS(bot::Keys(folder / "keys"), bot::UserError);
    CHECK_THROWS_WITH(bot::Keys(folder / "keys"), Catch::Contains(pepper.string() + " has 31 bytes"));
}

TEST_CASE("a hash depends on purpose, on each part and on where one part ends", "[keys]") {
    test::Folder const folder;
    bot::Keys const keys(folder / "keys");
    auto const one = keys.hash("post", {"ab", "c"});
    CHECK(one.size() == 64);
    CHECK(one != keys.hash("post", {"a", "bc"}));
    CHECK(one != keys.hash("post", {"abc"}));
    CHECK(one != keys.hash("posta", {"b", "c"}));
    CHECK(one != keys.hash("author", {"ab", "c"}));
    CHECK(one != keys.session_hash("post", {"ab", "c"}));
}

TEST_CASE("a hash is HMAC-SHA256 of the parts, each after its length", "[keys]") {
    test::Folder const folder;
    std::filesystem::create_directories(folder / "keys");
    write(folder / "keys" / "pepper", std::string(32, '\0'));
    // python3: hmac.new(bytes(32), (4).to_bytes(8,'little') + b'post' + (1).to_bytes(8,'little') + b'x',
    // 'sha256')
    CHECK(bot::Keys(folder / "keys").hash("post", {"x"}) ==
          "7268f878c36f11db7fc377c61bccf7d31bd49d21d808f56000839f47f7ac0a1b");
}

TEST_CASE("what was sealed opens with its key only, and only unchanged", "[keys]") {
    test::Folder const folder;
    bot::Keys const keys(folder / "keys");
    auto const plain = std::string("ana@example.org\0tail", 20);
    auto const sealed = keys.seal(plain);
    CHECK(keys.open(sealed) == plain);
    CHECK(keys.seal(plain) != sealed);
    CHECK(keys.open(keys.seal("")) == "");

    auto bytes = *bot::from_base64(sealed);
    bytes[30] = static_cast<char>(bytes[30] ^ 1);
    CHECK_FALSE(keys.open(bot::to_base64(bytes)));
    CHECK_FALSE(keys.open("not base64!"));
    CHECK_FALSE(keys.open("c2hvcnQ="));
    test::Folder const other;
    CHECK_FALSE(bot::Keys(other / "keys").open(sealed));
}

TEST_CASE("base64 goes there and back, and strange text is refused", "[keys]") {
    for (auto const* text : {"", "a", "ab", "abc", "abcd"})
        CHECK(bot::from_base64(bot::to_base64(text)) == text);
    CHECK(bot::to_base64("ab") == "YWI=");
    for (auto const* text : {"YWI", "YWI=x", "YWI= ", "YW-_", "====", "Y"})
        CHECK_FALSE(bot::from_base64(text));
}

TEST_CASE("SHA-256 and the comparison of secrets", "[keys]") {
    CHECK(bot::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(bot::same_secret("abc", "abc"));
    CHECK_FALSE(bot::same_secret("abc", "abd"));
    CHECK_FALSE(bot::same_secret("abc", "ab"));
    CHECK(bot::same_secret("", ""));
}

TEST_CASE("a fingerprint tells a key from any other, and is none of the hashes made with it", "[keys]") {
    test::Folder const folder, other;
    bot::Keys const keys(folder / "keys"), again(folder / "keys"), others(other / "keys");
    std::set<std::string> prints;
    for (auto const name : bot::Keys::names()) {
        CHECK(keys.fingerprint(name).size() == 64);
        CHECK(keys.fingerprint(name) == again.fingerprint(name));
        CHECK(keys.fingerprint(name) != others.fingerprint(name));
        prints.insert(keys.fingerprint(name));
    }
    CHECK(prints.size() == 4);
    CHECK_THROWS_AS(keys.fingerprint("other"), std::out_of_range);
}
