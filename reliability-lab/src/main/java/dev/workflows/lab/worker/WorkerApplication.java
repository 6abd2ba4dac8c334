package dev.workflows.lab.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** A node of the laboratory. Its settings are properties on its command line. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WorkerApplication {

  /** Starts a node. */
  public static void run(String... properties) {
    SpringApplication.run(WorkerApplication.class, properties);
  }
}
