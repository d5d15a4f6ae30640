"""Comments of a magazine's readers, and what is advertised below them: all made up for the tests.

The innocent ones use the words of spam on purpose: free, money, channel, subscribe, click, links.
"""

INNOCENT = """\
The second act drags, but that last shot of the harbour is worth the ticket on its own.
I checked out the book from our library twice and it was overdue both times. Worth it.
My channel crossing in 1987 took nine hours; the ferry in the picture is the very one.
Could somebody subscribe me to the print edition? The button does nothing on my telephone.
Free admission on Tuesdays, by the way. The museum does not advertise it.
Money well spent, said my father, and he never said that about anything.
I clicked on the second link and it leads to the wrong Ferris. Could an editor look?
Please like your neighbours a little more, that is all I am asking.
THE LAMPS! I have waited twenty years for someone to mention the lamps.
The recipe is at https://www.example.org/recipes/plum-tart and it needs less sugar.
Wikipedia has a decent map of the old line: https://en.wikipedia.org/wiki/Branch_line
He sang it better live. Nobody videos anything properly any more.
Is there a video of the interview? My hearing is poor and the captions would help.
Best film of the year, and I say that having slept through the middle of it.
Worst film of the year, and I say that having paid for it.
Sorry, two typos in there: Marchetti, and nineteen, not ninety.
You can win an argument with my mother only by leaving the room.
We made the tart with pears since the shop had no plums. It worked.
What a lot of fuss about a bridge. We managed without for ninety years.
I work at the town hall and can say that the tender was open to everybody.
Two pounds for a cup of tea on that train! And the milk came in a tube.
Has anybody followed the trial since? The papers have gone quiet.
Thank you for this. I read it to my wife in the garden.
Thanks for sharing, I had no idea that he wrote for children as well.
Great article. I do wonder about the third paragraph, though: was it not the spring of 1962?
Great post, and great photographs. Who took the one with the heron?
My daughter makes five hundred pounds a week walking dogs, so who is the fool here.
I earn my living from home and I can tell you it is not the paradise you describe.
The online edition leaves out the crossword. Why?
New here. How do I change the name that is shown beside my comment?
Look, I love the band, but the new record sounds like a dishwasher.
Check your facts: the mill burned down before the war, not after.
Check the cellar as well, these houses are always damp from below.
Come on. He was offside by a mile and everybody in the stand saw it.
I have nothing to sell and no opinion on the bypass, but that headline is unkind.
Does the discount for pensioners apply on Sundays?
The bank wanted a guarantee and the bank got one. Ask who signed it.
If you like this you will like her first novel, which nobody bought.
Loved it. My only quarrel is with the soup.
I was in that orchestra. The conductor hummed.
Casino Royale is the better one, and I will not be moved on that.
They turned the old casino into flats. You can still see the lettering.
The doctor gave me the same pills as your columnist. Mine worked.
Weight loss columns every January, and every January I read them with cake.
A loan from the building society, a van, and a great deal of paint: that was our honeymoon.
Crypto or tulips, my grandfather would have bought neither.
I sold my shares the week before, out of pure ignorance.
"Work from home" meant the kitchen table and three children in our case.
Followers? In my day a poet had readers, and not many.
Why is there a poll on this at all? Vote in May, that is what it is for.
I voted against the market hall and I have bought my cheese there ever since.
In reply to Nell: it was a lorry, and I was on it.
@Hamish you are thinking of the earlier one, with the dog.
Well said, Edie. The viaduct alone!
LOL, the pears.
No.
Hear, hear.
Where can I find the first part? The search gives me only the third.
The link to the timetable is broken; it is now at https://www.example.com/timetable.
My website had the same trouble with umlauts. Ask the printer, not the programmer.
I run a small shop in that street and the works have cost me half the summer.
Our own podcast did an episode on the ferry, but yours has the captain.
Full disclosure: I am her cousin. Still, buy the book, it is funny.
Amazing how few people noticed that the clock runs backwards.
Amazing view from up there, and amazing wind as well. Hold on to your hat.
Absolutely not. The council promised us trees.
I remember the smell of the ink. My uncle set type for this very paper.
Can we have fewer quizzes and more of Mrs Dalrymple?
The subtitles were two minutes late all evening. We made up our own.
Every time I open this page on the tablet it jumps to the end. Is it just me?
Very good, but the map is upside down!!
Really?? On a Sunday??
She was eighty-one then and still cycled to the lido every morning.
The lido opens at seven and costs three pounds fifty, four at weekends.
Ring the box office on 01632 960 123, they still answer.
It is 1,240 metres long; I walked it with a wheel when we surveyed it.
Your reviewer calls it a comedy. Was he in the same room?
I cried at the bus stop and I do not even like buses.
The translation is dreadful. "Sie ging" is not "she did a going".
Ich habe das Buch auf Deutsch gelesen, und dort heißt der Hund Waldemar.
Quelle belle photo ! On dirait la Bretagne de mon enfance.
Gracias por el artículo; mi abuela era de ese pueblo.
Three of us went, two walked out, and I am glad I stayed for the duck.
Somebody should make a film of the making of this film.
It says members only. Is the reading on Friday for everyone?
Join the choir! I mean it, we have no tenors and the biscuits are good.
They deliver free of charge if you live this side of the river.
The best advice in it is the shortest: buy less, mend more.
Cheap paint, cheap brushes, dear mistakes. Well put.
We used to get paid in fish. My brother still tells it at weddings.
Your phone number on the contact page lacks a digit.
The new seats are hard and the sound is harder. Bring a cushion.
Does it come with an index? A cookery book without one is a novel.
I would pay good money to see that cast in anything else.
Honestly, the trailer gives away the whole thing, do not watch it.
Just watched it again with my son. He is seven and asked the right question.
The page says 263 comments and I have read them all. Ask me anything.
A moderator removed my joke about the mayor. Fair enough, it was not a good one.
What is a "lifestyle brand", and does it bite?
Visit in October, when the light is low and the coaches are gone.
Visit my father's bench if you go: third from the pier, brass plate.
Sign me up for the walk. Do dogs count as participants?
Sign the petition if you must, but come to the meeting too: Thursday, eight, upstairs.
Here is the petition, for what it is worth: https://petition.example.org/cinder-bridge
The quickest way is the footpath behind the brewery, not the road on your map.
Congratulations to all of you. You have won me over.
Winner of what, exactly? Nobody in the jury had read it.
The offer to the strikers ends on Friday and everyone knows it is thin.
I use the same watch. Ten pounds in 1974, and it has outlived two jewellers.
Handbags at dawn, as my aunt would say of both these critics.
Essay-writing was beaten into us. I would not recommend the method.
My nephew services boilers and says the article has it right.
Search for the 1934 recording instead. It is scratched, and it is the truth.
Half the town plays in that band and the other half pretends not to listen.
""".splitlines()

SPAM = """\
Cheap replica watches, free shipping worldwide! https://watches.example/shop
BUY CHEAP REPLICA HANDBAGS ONLINE best price https://bags.example
I make $5000 a month working from home, click here https://jobs.example/start
Earn $300 daily online from home no experience needed, visit https://jobs.example/earn
My friend makes $85 an hour on the internet. Read more here https://income.example
Online casino with free bonus no deposit, play now https://casino.example
Best online casino bonus 2026, win real money today https://casino.example/win
Play slots online and win real money!! https://slots.example
Get 10,000 real followers cheap, instant delivery https://followers.example
Buy followers and likes, 100% real, cheap price, order now https://followers.example/buy
Subscribe to my channel and I will subscribe back, new videos every day!
Please check out my channel and subscribe, I make new music videos!!
Hey guys check out my new video on my channel, like and subscribe please
Sub to my channel and I sub you back, promise!!
Great post! I also have a website about cheap loans, check it out https://loans.example
Very nice article, thanks for sharing. Visit my site for cheap loans https://loans.example/fast
Fast loans online without credit check, apply now https://loans.example/apply
Need a loan? Instant approval, low interest, contact us on WhatsApp +1 555 0100 200
Contact our hackers on WhatsApp +1 555 0100 333 to recover your lost crypto
I lost my bitcoin to scammers until I contacted this recovery expert on Telegram
Invest in bitcoin with our expert trader and earn 300% profit weekly, WhatsApp +1 555 0100 444
Crypto signals with 95% profit, join our Telegram group now https://crypto.example
Double your bitcoin in 24 hours, guaranteed profit https://crypto.example/double
Lose weight fast with these keto pills, order online https://keto.example
Keto gummies sale, buy now with 50% discount https://keto.example/sale
Cheap viagra online without prescription, free shipping https://pills.example
Buy cialis and viagra online, best price, no prescription https://pills.example/buy
Order cheap pills online, discreet shipping https://pills.example/order
Best essay writing service, cheap price, order now https://essays.example
Our writers do your essay in 24 hours, 20% discount, order here https://essays.example/new
SEO services: rank first on Google, guaranteed, visit https://seo.example
Increase traffic to your website with our SEO service, contact us https://seo.example/traffic
We build backlinks cheap, 1000 backlinks for $20, order now https://seo.example/links
Watch full movie free online HD https://movies.example/watch
Download full movie free HD, click here https://movies.example/download
Free iPhone giveaway! Click the link and enter your email https://prizes.example
You have won a gift card worth $1000, click here to claim now https://prizes.example/claim
Congratulations! You have been selected to win a free iPhone, claim now https://prizes.example/win
Hot girls near you waiting to chat, join free https://dating.example
Meet single girls online tonight, free join https://dating.example/join
Sexy girls live on cam, click here for free https://cams.example
Spell caster who brings back your ex lover in 24 hours, email him doctor@spells.example
A powerful spell caster brought my husband back, contact him on WhatsApp +1 555 0100 777
I was cured of herpes with herbal medicine, contact the doctor herbs@cure.example
Designer shoes sale 80% off, free shipping, shop now https://shoes.example
Wholesale jerseys cheap, free shipping, best price https://jerseys.example
Buy ray ban sunglasses cheap online sale https://glasses.example
Unlock any phone online, cheap and fast, order here https://unlock.example
Free gift card generator, works 100%, click here https://cards.example
Get free coins and gems hack tool no survey https://hacks.example
New hack tool, unlimited free coins, download now https://hacks.example/tool
Best forex broker, deposit bonus, start trading now https://forex.example
Forex trader makes you $2000 weekly profit, contact on Telegram now
Cheap flights and hotels, best price guaranteed, book now https://travel.example
Buy verified accounts cheap, instant delivery, contact us on Telegram
Buy driving licence and passport online, contact us on WhatsApp +1 555 0100 888
CBD oil and gummies, buy online, free shipping https://cbd.example
Vape shop online sale, best price, free shipping https://vape.example
Like and share my page and win free prizes https://pages.example
Check out my music on my channel, I am a new artist, please subscribe and share
""".splitlines()
