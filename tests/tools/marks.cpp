#include "tests/tools/marks.h"

#include "storage/engine/sql.h"

namespace test {

void mark(storage::Write& write, std::string const& what) {
    write.session() << "insert into throttles (what, tries, since) values (:what, 1, 0)",
        storage::use(what, "what");
}

void mark_large(storage::Write& write, std::string const& what, std::size_t bytes) {
    mark(write, what + " " + std::string(bytes, 'x'));
}

bool marked(storage::Read const& read, std::string const& what) {
    int found = 0;
    read.session() << "select count(*) from throttles where what = :what", storage::use(what, "what"),
        storage::into(found);
    return found == 1;
}

long long marks(storage::Read const& read) {
    long long found = 0;
    read.session() << "select count(*) from throttles", storage::into(found);
    return found;
}

}  // namespace test
