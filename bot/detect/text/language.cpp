#include "bot/detect/text/language.h"

#include <algorithm>
#include <bit>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/hash_table.h"

namespace bot::detect {

namespace {

// Small words that are frequent in one language and mean little; those that several share are left out where
// it hurts.
constexpr std::array<std::string_view, language_count - 1> small_words{
    "the and to of is are was were with my your you i it this that for have has had so be been at just not "
    "they we from "
    "on what when how will can me get got would all about out up by an in as do who she her very thank "
    "thanks service",
    "der die das und ich ist nicht mit ein eine einen für von auf dem den des im hat haben bin sind war wir "
    "ihr mein "
    "meine euch euer auch noch aber wie bei nach wenn mal schon nur zu sich heute mich mir danke sehr vielen "
    "wurde",
    "de het een en van ik is niet met voor op dat die te zijn heb was wij jullie mijn ook nog maar bij naar "
    "als dan er "
    "aan om hoe wat geen wel je bedankt heel deze door hebben werd",
    "el la los las de que y en un una por con para no me mi lo se es su al del muy gracias pero más como ya "
    "está esta "
    "todo nos le son ha he fue hoy son qué sin hasta desde ustedes",
    "le la les de des et en un une du je est pas que pour avec mon ma vous votre dans sur qui ce au aux mais "
    "plus nous "
    "très merci c'est j'ai a ont été sont on se ne me cette vos aujourd'hui être fait",
    "o a os as de que e em um uma por com para não me meu minha do da dos das no na se é ao muito mais mas "
    "eu foi está "
    "vocês você já ele ela obrigado obrigada pelo pela são tem hoje nos uns isso",
    "il lo la i gli le di che e in un una per con non mi mio mia del della dei è sono ho ha al alla ma più "
    "molto si da "
    "grazie anche come questo questa mi vi ci oggi nel nella stato stata sempre dal"};

using Votes = HashTable<std::uint8_t>;

Votes const& votes() {
    static Votes const all = [] {
        Votes counted;
        for (std::size_t language = 0; language < small_words.size(); ++language) {
            auto const words = small_words[language];
            std::size_t at = 0;
            while (at < words.size()) {
                auto const to = std::min(words.find(' ', at), words.size());
                auto const hash = mixed_hash(hash_of(words.substr(at, to - at)));
                auto& languages = counted.at(hash);
                languages = static_cast<std::uint8_t>(languages | (1U << language));
                at = to + 1;
            }
        }
        return counted;
    }();
    return all;
}

Language named_language(std::string_view tag) {
    for (std::size_t i = 0; i + 1 < language_count; ++i) {
        if (tag.substr(0, 2) == language_tags[i] && (tag.size() == 2 || tag[2] == '-')) {
            return static_cast<Language>(i);
        }
    }
    return tag.empty() || tag == "und" ? Language::english : Language::other;
}

}  // namespace

std::uint8_t languages_of_small_word(std::uint64_t hash) {
    auto const* found = votes().find(hash);
    return found == nullptr ? std::uint8_t{0} : *found;
}

Language language_of(std::vector<Token> const& tokens, std::string_view named) {
    std::array<int, language_count - 1> score{};
    for (auto const& token : tokens) {
        for (unsigned left = token.votes; left != 0; left &= left - 1)
            ++score[static_cast<std::size_t>(std::countr_zero(left))];
    }
    auto const best = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
    auto const by_name = named_language(named);
    auto const rival = by_name == Language::other ? 0 : score[static_cast<std::size_t>(by_name)];
    return score[best] >= 2 && score[best] > rival ? static_cast<Language>(best) : by_name;
}

}  // namespace bot::detect
