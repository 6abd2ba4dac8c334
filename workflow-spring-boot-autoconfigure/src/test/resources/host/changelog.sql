--liquibase formatted sql

--changeset host:1
create table if not exists booking (id varchar(100) primary key);

--changeset host:2 context:production
create table only_in_production (id int primary key);

--changeset host:3 context:test
create table only_in_tests (id int primary key);
