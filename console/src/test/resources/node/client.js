// Reads a v1.1 stream with a client library as it is, and writes one JSON object a line of what it is told:
//   {"tweet":[id, text, name]}  {"limit":n}  {"problem":"..."}  {"reconnect":ms}
// Ends when it has heard the given number of different tweets.
//
// usage: node client.js LIBRARY BASE_URL COUNT, with the four keys in the environment
'use strict';

const [library, base, count] = process.argv.slice(2);
const keys = {
  consumerKey: process.env.WEIR_TWITTER_CONSUMER_KEY,
  consumerSecret: process.env.WEIR_TWITTER_CONSUMER_SECRET,
  accessToken: process.env.WEIR_TWITTER_ACCESS_TOKEN,
  accessTokenSecret: process.env.WEIR_TWITTER_ACCESS_TOKEN_SECRET,
};
const heard = new Set();

function tell(what) {
  process.stdout.write(JSON.stringify(what) + '\n');
}

function message(tweet) {
  if (tweet.limit) {
    tell({ limit: tweet.limit.track });
    return;
  }
  tell({ tweet: [tweet.id_str, tweet.text, tweet.user.screen_name] });
  heard.add(tweet.id_str);
  if (heard.size === Number(count)) {
    process.stdout.write('', () => process.exit(0));
  }
}

function problem(error) {
  tell({ problem: error.message });
}

/** Comes back by itself, as Twitter asked its clients to. */
function twit() {
  require('twit/lib/endpoints').PUB_STREAM = base;
  const Twit = require('twit');
  const client = new Twit({
    consumer_key: keys.consumerKey,
    consumer_secret: keys.consumerSecret,
    access_token: keys.accessToken,
    access_token_secret: keys.accessTokenSecret,
  });
  const stream = client.stream('statuses/sample', { stall_warnings: true });
  stream.on('message', message);
  stream.on('error', problem);
  stream.on('parser-error', problem);
  stream.on('reconnect', (request, response, interval) => tell({ reconnect: interval }));
}

/** Leaves it to its user to come back. */
function twitter() {
  const Twitter = require('twitter');
  const client = new Twitter({
    consumer_key: keys.consumerKey,
    consumer_secret: keys.consumerSecret,
    access_token_key: keys.accessToken,
    access_token_secret: keys.accessTokenSecret,
    stream_base: base.replace(/\/$/, ''),
  });
  const connect = () => {
    const stream = client.stream('statuses/sample', { stall_warnings: 'true' });
    let over = false;
    const again = () => {
      if (!over) {
        over = true;
        tell({ reconnect: 100 });
        setTimeout(connect, 100);
      }
    };
    stream.on('data', message);
    stream.on('error', (error) => {
      problem(error);
      if (!(error instanceof SyntaxError)) {
        again();
      }
    });
    stream.on('end', again);
  };
  connect();
}

({ twit, twitter })[library]();
