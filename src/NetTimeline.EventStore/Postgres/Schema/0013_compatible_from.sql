-- Works with programs from schema 12 on.
--
-- What a program has to know at least to work with a database that has a file. Each file from here on says so in a
-- line as the first one here. A program may start on a database with files that it does not know if all of them
-- say that it knows enough; so while servers are replaced one by one, an older one can be started again.
-- Null: only programs that know the file may.
alter table timeline.schema_versions
    add column compatible_from integer null
    constraint schema_versions_compatible_from_a_version check (compatible_from between 1 and version);
