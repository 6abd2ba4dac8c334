create table if not exists booking (id varchar(100) primary key);
