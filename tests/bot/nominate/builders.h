#pragma once

#include <string>

#include "storage/companies.h"

namespace test {

inline storage::CompanyId add_company(storage::Store& store, std::string const& name,
                                      storage::Company::State state = storage::Company::State::active) {
    storage::Company company;
    company.id = storage::CompanyId::random();
    company.name = name;
    company.state = state;
    return store.write([&](storage::Write& write) { return storage::companies::add(write, company).id; });
}

}  // namespace test
