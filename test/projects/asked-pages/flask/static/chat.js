$('#send').click(function () {
  $.ajax({
    url: '/get_response',
    type: 'POST',
    data: { question: $('#question').val() },
    success: function (data) {
      $('#messages').append('<p>' + data.response + '</p>'); // want reply-as-html "Claude’s reply is put into a page"
      $('#took').html(data.took);
      $('#plain').text(data.response);
    },
  });
});

$.get('/greeting', function (data) {
  $('#messages').html(data.response);
});

$.ajax({ url: '/get_response', type: 'POST' }).done(function (data) {
  $('#messages').append('<p>' + data.response + '</p>'); // want reply-as-html "Claude’s reply is put into a page"
  $('#took').append(data.took);
});
