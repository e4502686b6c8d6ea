#include "bot/detect/roles.h"

#include <algorithm>

namespace bot::detect {

bool is(Token const& token, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), token.text) != words.end();
}

bool is_one_person(Token const& token) {
    return is(token, {"agent",
                      "rep",
                      "representative",
                      "advisor",
                      "adviser",
                      "employee",
                      "technician",
                      "driver",
                      "courier",
                      "attendant",
                      "pilot",
                      "captain",
                      "manager",
                      "supervisor",
                      "operator",
                      "clerk",
                      "waiter",
                      "waitress",
                      "bartender",
                      "barista",
                      "hostess",
                      "stewardess",
                      "engineer",
                      "gentleman",
                      "colleague",
                      "cashier",
                      "mechanic",
                      "associate",
                      "specialist",
                      "somebody",
                      "conductor",
                      "executive",
                      "lady",
                      "guy",
                      "fa",
                      "woman",
                      "mitarbeiter",
                      "mitarbeiterin",
                      "kollege",
                      "kollegin",
                      "fahrer",
                      "fahrerin",
                      "herr",
                      "herrn",
                      "frau",
                      "techniker",
                      "technikerin",
                      "berater",
                      "beraterin",
                      "schaffner",
                      "zugbegleiter",
                      "zugbegleiterin",
                      "dame",
                      "medewerker",
                      "medewerkster",
                      "monteur",
                      "mevrouw",
                      "chauffeur",
                      "conducteur",
                      "agente",
                      "señora",
                      "señorita",
                      "chico",
                      "chica",
                      "técnico",
                      "técnica",
                      "repartidor",
                      "conseiller",
                      "conseillère",
                      "technicien",
                      "livreur",
                      "monsieur",
                      "madame",
                      "vendeuse",
                      "vendeur",
                      "atendente",
                      "moça",
                      "moço",
                      "rapaz",
                      "motorista",
                      "entregador",
                      "operatore",
                      "operatrice",
                      "ragazzo",
                      "ragazza",
                      "signora",
                      "tecnico",
                      "corriere",
                      "collega",
                      "autista",
                      "bezorger"});
}

bool is_team(Token const& token) {
    return is(
        token,
        {"team",        "crew",       "staff",        "guys",        "crews",  "teams",    "agents",
         "reps",        "attendants", "employees",    "people",      "folks",  "everyone", "representatives",
         "pilots",      "kollegen",   "mitarbeitern", "equipo",      "équipe", "equipe",   "personnel",
         "pessoal",     "personale",  "ragazzi",      "medewerkers", "ladies", "y'all",    "workers",
         "technicians", "coworkers",  "colleagues"});
}

bool is_he_or_she(Token const& token) {
    return is(token, {"he", "she", "her", "him", "his"});
}

}  // namespace bot::detect
