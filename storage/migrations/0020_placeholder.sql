-- Holds the number until the branch that has it is merged.
update seasons set name = name where 1 = 0;
