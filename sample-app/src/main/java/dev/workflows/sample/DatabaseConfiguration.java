package dev.workflows.sample;

import java.util.Optional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.relational.RelationalManagedTypes;
import org.springframework.data.relational.core.mapping.NamingStrategy;

/**
 * Lets the entities' table names fit both databases. Spring Data JDBC quotes names by default, and
 * a quoted {@code "orders"} is not what H2 made of {@code create table orders}.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration extends AbstractJdbcConfiguration {

  @Override
  public JdbcMappingContext jdbcMappingContext(
      Optional<NamingStrategy> namingStrategy,
      JdbcCustomConversions conversions,
      RelationalManagedTypes types) {
    JdbcMappingContext context = super.jdbcMappingContext(namingStrategy, conversions, types);
    context.setForceQuote(false);
    return context;
  }
}
