/**
 * PostgreSQL: the accounts database and the event shards, their pools, their migrations, and the ids that carry the
 * shard they live on. Knows no table by name.
 */
@CheckReturnValue
package io.evently.storage;

import com.google.errorprone.annotations.CheckReturnValue;
