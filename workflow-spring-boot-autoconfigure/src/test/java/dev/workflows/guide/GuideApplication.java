package dev.workflows.guide;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application that all examples are part of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
@ComponentScan
public class GuideApplication {

  @Bean
  InitializingBean tables(JdbcClient jdbc) {
    return () -> {
      jdbc.sql("create table stock (sku varchar(20) primary key, quantity int not null)").update();
      jdbc.sql("insert into stock values ('tea', 100), ('rare', 1)").update();
      jdbc.sql("create table orders (id varchar(255) primary key)").update();
      jdbc.sql("create table bookings (account varchar(20), amount int not null)").update();
    };
  }
}
