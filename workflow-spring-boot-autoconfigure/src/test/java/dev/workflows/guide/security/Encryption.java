package dev.workflows.guide.security;

import dev.workflows.payload.AesGcmTransform;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

// tag::encryption
@Configuration
@Profile("production")
public class Encryption {

  @Bean
  AesGcmTransform payloadEncryption(KeyVault vault) {
    return new AesGcmTransform(vault.currentId(), vault.keys()); // 32 bytes each, by their ids
  }
}
// end::encryption
