#include "storage/decisions.h"

#include "storage/engine/sql.h"

namespace storage::decisions {

void add(Write& write, Decision const& decision) {
    auto const id = random_base32(16);
    write.session() << "insert into decisions (id, candidate, operator, what, reason, note, made_at) "
                       "values (:id, :candidate, :operator, :what, :reason, :note, :made_at)",
        use(id, "id"), use(decision.candidate, "candidate"), use(decision.person, "operator"),
        use(decision.what, "what"), use(decision.reason, "reason"), use(decision.note, "note"),
        use(decision.made_at, "made_at");
}

std::vector<Decision> of(Read const& read, CandidateId const& candidate) {
    std::vector<Decision> all;
    Decision row;
    soci::statement select((read.session().prepare
                                << "select candidate, operator, what, reason, note, made_at from decisions "
                                   "where candidate = :candidate order by made_at, id",
                            use(candidate, "candidate"), into(row.candidate), into(row.person),
                            into(row.what), into(row.reason), into(row.note), into(row.made_at)));
    for_each(select, [&] { all.push_back(row); });
    return all;
}

}  // namespace storage::decisions
