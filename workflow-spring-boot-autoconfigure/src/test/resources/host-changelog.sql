--liquibase formatted sql

--changeset host:1
create table host_table (id int primary key);
