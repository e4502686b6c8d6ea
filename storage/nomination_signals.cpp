#include "storage/nomination_signals.h"

#include "storage/engine/sql.h"

namespace storage::nomination_signals {

void add(Write& write, NominationId const& nomination, NominationSignal const& signal) {
    write.session() << "insert into nomination_signals (nomination, signal, value_hash)"
                       " values (:nomination, :signal, :value) on conflict (nomination, signal) do nothing",
        use(nomination, "nomination"), use(signal.signal, "signal"), use(signal.value_hash, "value");
}

std::vector<NominationSignal> of(Read const& read, NominationId const& nomination) {
    NominationSignal row;
    soci::statement select = (read.session().prepare << "select signal, value_hash from nomination_signals "
                                                        "where nomination = :nomination order by signal",
                              use(nomination, "nomination"), into(row.signal), into(row.value_hash));
    std::vector<NominationSignal> found;
    for_each(select, [&] { found.push_back(row); });
    return found;
}

long long sent_since(Read const& read, NominationSignal const& signal, Time since) {
    long long forms = 0;
    read.session() << "select count(*) from nomination_signals s join nominations n on n.id = s.nomination"
                      " where s.signal = :signal and s.value_hash = :value and n.created_at >= :since",
        use(signal.signal, "signal"), use(signal.value_hash, "value"), use(since, "since"), into(forms);
    return forms;
}

void remove(Write& write, NominationId const& nomination) {
    write.session() << "delete from nomination_signals where nomination = :id", use(nomination, "id");
}

long long remove_season(Write& write, std::string const& season) {
    soci::statement change =
        (write.session().prepare << "delete from nomination_signals where nomination in"
                                    " (select id from nominations where season = :season)",
         use(season, "season"));
    return affected(change);
}

}  // namespace storage::nomination_signals
