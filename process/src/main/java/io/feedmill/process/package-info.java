/** What every long-running process of the mill shares: its configuration, health, metrics, start and stop. */
package io.feedmill.process;
