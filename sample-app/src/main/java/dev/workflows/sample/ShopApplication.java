package dev.workflows.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** An order shop. The starter finds its workflows and activities; nothing has to be switched on. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ShopApplication {

  /** Starts the shop. */
  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }
}
