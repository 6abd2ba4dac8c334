package dev.workflows.lab.worker;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a node is told beside the settings of its engine.
 *
 * @param ledgerUrl the database of the laboratory's own records
 * @param name what the laboratory calls this process
 */
@ConfigurationProperties("lab")
record WorkerProperties(String ledgerUrl, String name) {}
