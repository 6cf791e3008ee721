package io.evently.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the installation is for: trying it out, with public credentials, or real customers. */
public enum Profile {
    @JsonProperty("demo")
    DEMO,
    @JsonProperty("production")
    PRODUCTION
}
