#include "bot/watch/common_words.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "bot/base/strings.h"

namespace bot::watch {
namespace {

// Of three letters and more; what has fewer is common anyway. A word that says something of its own in
// another of these languages ("pour", "hat", "son") stands here all the same: alone it would drown the desk.
constexpr std::string_view listed =
    // English
    "the and are was were with your you this that for have has had been just not they from what when how "
    "will can get got would all about out who she her his him our their them there then than but any some "
    "one too now more very also into over only like its it's i'm don't "
    // German
    "der die das und ich ist nicht mit ein eine einen einem einer für von auf dem den des hat haben bin sind "
    "war wir ihr mein meine euch euer auch noch aber wie bei nach wenn mal schon nur sich mich mir dir uns "
    "was wer oder dass man sie als aus zum zur "
    // Dutch
    "het een van niet met voor dat zijn heb wij mijn ook nog maar bij naar dan aan hoe wat geen wel deze "
    "door "
    "hebben "
    // Spanish
    "los las que una por con para muy pero más como está esta todo nos les sus del este eso ser "
    // French
    "les des est pas que pour avec mon vous votre dans sur qui aux mais plus nous ont été sont une pas par "
    "c'est j'ai cette vos ses son elle ils "
    // Portuguese
    "uma com não meu minha dos das mas foi você vocês ele ela pelo pela são tem isso mais como "
    // Italian
    "gli che per non mio mia della dei delle sono più anche questo questa nel nella sempre dal alla";

std::set<std::string, std::less<>> const& common() {
    static auto const all = [] {
        std::istringstream words{std::string(listed)};
        std::set<std::string, std::less<>> read;
        for (std::string word; words >> word;) read.insert(word);
        return read;
    }();
    return all;
}

bool has_few_letters(std::string_view word) {
    // Three bytes and more of a character: Chinese, Japanese, Korean, where two of them are a word.
    if (std::ranges::any_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0xe0; })) return false;
    return std::ranges::count_if(word, [](char c) { return (c & 0xc0) != 0x80; }) < 3;
}

}  // namespace

bool is_common(std::string_view words) {
    std::istringstream all{std::string(words)};
    for (std::string word; all >> word;)
        if (!has_few_letters(word) && !common().contains(lower_ascii(word))) return false;
    return true;
}

}  // namespace bot::watch
